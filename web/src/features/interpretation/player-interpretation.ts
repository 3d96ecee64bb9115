import type { Viewer } from '../../media/viewer.js';
import type { Connection } from '../../realtime/connection.js';
import { InterpretationStore } from './interpretation-store.js';

const stores = new WeakMap<Connection, InterpretationStore>();

/** The interpretation of this page, begun when the first part of the player that shows it has come. */
export function interpretationOf(connection: Connection, viewer: Viewer): InterpretationStore {
  const known = stores.get(connection);
  if (known) return known;
  const store = new InterpretationStore(connection, viewer);
  stores.set(connection, store);
  return store;
}
