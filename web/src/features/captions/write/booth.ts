import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { api } from '../../../app/api.js';
import { currentLanguage } from '../../../app/i18n/i18n.js';
import { Viewer } from '../../../media/viewer.js';
import { connect } from '../../../realtime/connection.js';
import { MeStore } from '../../rallies/me-store.js';
import { RallyStore } from '../../rallies/rally-store.js';
import type { BesideStage } from '../../stage/BesideStagePage.js';
import { ProgrammeStore } from '../../watch/programme-store.js';
import { CaptionsStore } from '../captions-store.js';
import { CaptionDesk } from './caption-desk.js';

/** Everything that lives as long as somebody has the captioner's page of one rally open. */
export interface Booth extends BesideStage {
  programme: ProgrammeStore;
  /** What viewers read. */
  captions: CaptionsStore;
  desk: CaptionDesk;
}

export function openBooth(slug: string): Booth {
  const connection = connect({ rally: slug });
  const rally = new RallyStore(slug);
  rally.follow(connection);
  const viewer = new Viewer(connection, () => api<PlaybackSetupView>('/api/playback/setup', { open: true }));
  connection.gate.shown = () => viewer.streamTime();
  return {
    slug,
    connection,
    rally,
    me: new MeStore(connection),
    viewer,
    programme: new ProgrammeStore(connection),
    captions: new CaptionsStore(connection, viewer),
    desk: new CaptionDesk(connection, currentLanguage()),
  };
}
