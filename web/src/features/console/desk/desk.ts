import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { api } from '../../../app/api.js';
import { Viewer } from '../../../media/viewer.js';
import { connect, type Connection } from '../../../realtime/connection.js';
import { AttendanceStore } from '../../attendance/attendance-store.js';
import { PollsStore } from '../../polls/polls-store.js';
import { MeStore } from '../../rallies/me-store.js';
import { ChatRooms } from './chat/chat-rooms.js';
import { SilencedStore } from './chat/silenced-store.js';
import { TreeStore } from './crowd/tree-store.js';
import { Previews } from './stage/previews.js';
import { StageStore } from './stage/stage-store.js';

/** Everything that lives as long as somebody sits at a rally's desk. */
export interface Desk {
  rallyId: string;
  slug: string;
  connection: Connection;
  viewer: Viewer;
  previews: Previews;
  me: MeStore;
  stage: StageStore;
  chat: ChatRooms;
  silenced: SilencedStore;
  polls: PollsStore;
  attendance: AttendanceStore;
  tree: TreeStore;
  close: () => void;
}

/** Opens the desk's one socket and the stores on it. */
export function openDesk({ id, slug }: { id: string; slug: string }): Desk {
  const connection = connect({ rally: slug });
  const viewer = new Viewer(connection, () => api<PlaybackSetupView>('/api/playback/setup', { open: true }));
  const stores = {
    previews: new Previews(connection, viewer),
    me: new MeStore(connection),
    stage: new StageStore(connection),
    chat: new ChatRooms(connection),
    silenced: new SilencedStore(connection),
    polls: new PollsStore(connection, true),
    attendance: new AttendanceStore(connection),
    tree: new TreeStore(connection),
  };
  const close = () => {
    for (const store of Object.values(stores)) store.close();
    viewer.stop();
    connection.close();
  };
  return { rallyId: id, slug, connection, viewer, ...stores, close };
}
