import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { api } from '../../app/api.js';
import { Cell } from '../../app/store.js';
import { Viewer } from '../../media/viewer.js';
import { connect, type Connection } from '../../realtime/connection.js';
import { isFinal } from '../../realtime/connection-state.js';
import { AttendanceStore } from '../attendance/attendance-store.js';
import { ChatRoom } from '../chat/chat-room.js';
import { HandStore } from '../hands/hand-store.js';
import { PollsStore } from '../polls/polls-store.js';
import { ShownQuestion } from '../questions/shown-question.js';
import { MeStore } from '../rallies/me-store.js';
import { RallyStore } from '../rallies/rally-store.js';
import { ownRegionCode } from '../regions/own-region.js';
import { ShownSlide } from '../slides/shown-slide.js';
import { ProgrammeStore } from './programme-store.js';
import { applyRememberedQuality } from './quality.js';

/** Everything that lives as long as a citizen's visit to one rally. */
export interface Visit {
  slug: string;
  connection: Connection;
  viewer: Viewer;
  /** The person has stopped the picture; nothing but they starts it again. */
  paused: Cell<boolean>;
  rally: RallyStore;
  programme: ProgrammeStore;
  attendance: AttendanceStore;
  polls: PollsStore;
  hand: HandStore;
  shownQuestion: ShownQuestion;
  shownSlide: ShownSlide;
  me: MeStore;
  rooms: Record<'rally' | 'region', ChatRoom>;
}

/**
 * Begins a visit before anything is drawn: the rally, the player's setup and the session with its socket are asked for
 * side by side, so that the picture waits for none of them longer than it must.
 */
export function beginVisit(slug: string): Visit {
  const setup = api<PlaybackSetupView>('/api/playback/setup', { open: true });
  setup.catch(() => undefined); // asked for again when it is needed
  let first: Promise<PlaybackSetupView> | null = setup;
  const fetchSetup = (): Promise<PlaybackSetupView> => {
    // TURN credentials are short-lived: only the first use may take what was fetched with the page.
    const asked = first ?? api<PlaybackSetupView>('/api/playback/setup', { open: true });
    first = null;
    return asked.catch(() => api<PlaybackSetupView>('/api/playback/setup', { open: true }));
  };
  const connection = connect({ rally: slug, region: ownRegionCode() });
  const rally = new RallyStore(slug);
  rally.follow(connection);
  const viewer = new Viewer(connection, fetchSetup);
  connection.gate.shown = () => viewer.streamTime();
  applyRememberedQuality(viewer);
  viewer.start();
  const rooms = { rally: new ChatRoom(connection, 'rally'), region: new ChatRoom(connection, 'region') };
  rooms.rally.open();
  const paused = new Cell(false);
  followStage(rally, viewer, paused);
  // Whoever is sent away hears and sees nothing more, whatever the server has closed already.
  connection.state.subscribe(() => isFinal(connection.state.get()) && viewer.stop());
  return {
    slug,
    connection,
    viewer,
    paused,
    rally,
    programme: new ProgrammeStore(connection),
    me: new MeStore(connection),
    attendance: new AttendanceStore(connection),
    polls: new PollsStore(connection),
    rooms,
    hand: new HandStore(connection),
    shownQuestion: new ShownQuestion(connection),
    shownSlide: new ShownSlide(connection),
  };
}

/** A player that was turned away before the green room opened tries anew when it does; after the end it rests. */
function followStage(rally: RallyStore, viewer: Viewer, paused: Cell<boolean>): void {
  let wasOpen: boolean | null = null;
  rally.state.subscribe(() => {
    const state = rally.state.get();
    if (state.kind !== 'ready') return;
    const open = isStageOpen(state.rally.state);
    if (open !== wasOpen && wasOpen !== null && !paused.get()) {
      viewer.stop();
      if (open) viewer.start();
    }
    wasOpen = open;
  });
}
