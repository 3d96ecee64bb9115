import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { api } from '../../../app/api.js';
import { Cell, type Store } from '../../../app/store.js';
import { Viewer } from '../../../media/viewer.js';
import { connect, type Connection } from '../../../realtime/connection.js';
import { AttendanceStore } from '../../attendance/attendance-store.js';
import { PollsStore } from '../../polls/polls-store.js';
import { MeStore } from '../../rallies/me-store.js';
import { ChatRooms } from './chat/chat-rooms.js';
import { SilencedStore } from './chat/silenced-store.js';
import { TreeStore } from './crowd/tree-store.js';
import { HoldStore } from './hold/hold-store.js';
import { QuestionQueue } from './questions/question-queue.js';
import { RecordingStore } from './recording/recording-store.js';
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
  hold: HoldStore;
  polls: PollsStore;
  questions: QuestionQueue;
  recording: RecordingStore;
  attendance: AttendanceStore;
  tree: TreeStore;
  /** The first answers are there: what the desk is made of stands still from now on. */
  settled: Store<boolean>;
  close: () => void;
}

/** A part that does not answer keeps nobody from the rest of the desk. */
const patienceMs = 2_000;

const isKnown = <T>(store: Store<T | null>): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (store.get() === null) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });

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
    hold: new HoldStore(connection),
    polls: new PollsStore(connection, true),
    questions: new QuestionQueue(connection),
    recording: new RecordingStore(connection),
    attendance: new AttendanceStore(connection),
    tree: new TreeStore(connection),
  };
  const settled = new Cell(false);
  const { me, stage, silenced, attendance } = stores;
  const answered = Promise.all([
    isKnown(me.state),
    isKnown(stage.state),
    isKnown(silenced.state),
    isKnown(attendance.state),
  ]);
  const stop = connection.onReady(() => {
    const enough = new Promise((resolve) => setTimeout(resolve, patienceMs));
    void Promise.race([answered, enough]).then(() => settled.set(true));
  });
  const close = () => {
    stop();
    for (const store of Object.values(stores)) store.close();
    viewer.stop();
    connection.close();
  };
  return { rallyId: id, slug, connection, viewer, ...stores, settled, close };
}
