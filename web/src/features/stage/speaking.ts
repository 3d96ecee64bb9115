import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { api } from '../../app/api.js';
import { recall, remember } from '../../app/storage.js';
import { Speaker } from '../../media/speaker.js';
import type { DeviceKind } from '../../media/speaker-devices.js';
import { Viewer } from '../../media/viewer.js';
import { connect, type Connection } from '../../realtime/connection.js';
import { AttendanceStore } from '../attendance/attendance-store.js';
import { MeStore } from '../rallies/me-store.js';
import { RallyStore } from '../rallies/rally-store.js';
import { StageStore } from './stage-store.js';

/** Everything that lives as long as somebody has the speaker's page of one rally open. */
export interface Speaking {
  slug: string;
  connection: Connection;
  rally: RallyStore;
  me: MeStore;
  stage: StageStore;
  attendance: AttendanceStore;
  speaker: Speaker;
  /** The programme, as the speaker sees and hears it: everyone on air but themselves. */
  viewer: Viewer;
}

const fetchSetup = (): Promise<PlaybackSetupView> => api('/api/playback/setup', { open: true });

const devicesKey = 'sammelan.devices';

/** The speaker's clients, with the camera and microphone that were chosen here before. */
function remembering(speaker: Speaker): Speaker {
  const { devices } = speaker;
  try {
    const chosen = JSON.parse(recall(devicesKey) ?? '{}') as Partial<Record<DeviceKind, string>>;
    for (const kind of ['camera', 'microphone'] as const) if (chosen[kind]) devices.prefer(kind, chosen[kind]);
  } catch {
    remember(devicesKey, null);
  }
  devices.state.subscribe(() => remember(devicesKey, JSON.stringify(devices.state.get().chosen)));
  return speaker;
}

export function beginSpeaking(slug: string): Speaking {
  const connection = connect({ rally: slug });
  const rally = new RallyStore(slug);
  rally.follow(connection);
  return {
    slug,
    connection,
    rally,
    me: new MeStore(connection),
    stage: new StageStore(connection),
    attendance: new AttendanceStore(connection),
    speaker: remembering(new Speaker(connection, fetchSetup)),
    viewer: new Viewer(connection, fetchSetup),
  };
}
