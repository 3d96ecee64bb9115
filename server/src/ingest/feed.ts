import type { IngestView, IngestWarning } from '@sammelan/shared/ingest/ingest.dto.js';
import type { FeedMeter } from '../media/feed-meter.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';

/** What a feed is made of. */
export interface NewFeed {
  id: string;
  keyId: string;
  /** When its key was made: older keys come first. */
  rank: number;
  protocol: IngestView['protocol'];
  /** What was to be said of it from the beginning. */
  notes: readonly IngestWarning[];
  speaker: SpeakerTransport;
}

export interface Feed extends NewFeed {
  openedAt: number;
  meter: FeedMeter;
}
