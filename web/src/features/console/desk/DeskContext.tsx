import { createContext, type ReactNode, useContext } from 'react';
import type { Permission } from '@sammelan/shared/access/access.rules.js';
import { useMay } from '../../rallies/me-store.js';
import type { Desk } from './desk.js';

const Context = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <Context.Provider value={desk}>{children}</Context.Provider>;
}

/** The desk's stores. @throws Error outside a DeskProvider */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error('no desk around this component');
  return desk;
}

/** Whether the one at the desk may do this here, as far as is known; false until it is. */
export const useDeskMay = (permission: Permission): boolean => useMay(useDesk().me, permission);
