import type { Viewer } from '../../media/viewer.js';
import type { Connection } from '../../realtime/connection.js';
import { CaptionsStore } from './captions-store.js';

const stores = new WeakMap<Connection, CaptionsStore>();

/** The captions of this page, begun when the first part of the player that shows them has come. */
export function captionsOf(connection: Connection, viewer: Viewer): CaptionsStore {
  const known = stores.get(connection);
  if (known) return known;
  const store = new CaptionsStore(connection, viewer);
  stores.set(connection, store);
  return store;
}
