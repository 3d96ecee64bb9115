import { createContext, type ReactNode, useContext } from 'react';
import type { Connection } from './connection.js';

const Context = createContext<Connection | null>(null);

export function ConnectionProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  return <Context.Provider value={connection}>{children}</Context.Provider>;
}

/** The page's socket. @throws Error outside a ConnectionProvider */
export function useConnection(): Connection {
  const connection = useContext(Context);
  if (!connection) throw new Error('no connection around this component');
  return connection;
}
