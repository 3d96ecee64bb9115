import { createContext, type ReactNode, useContext } from 'react';
import type { Visit } from './visit.js';

const Context = createContext<Visit | null>(null);

export function VisitProvider({ visit, children }: { visit: Visit; children: ReactNode }) {
  return <Context.Provider value={visit}>{children}</Context.Provider>;
}

/** The stores of this visit. @throws Error outside a VisitProvider */
export function useVisit(): Visit {
  const visit = useContext(Context);
  if (!visit) throw new Error('no visit around this component');
  return visit;
}
