import type { IngestView, IngestWarning } from '@sammelan/shared/ingest/ingest.dto.js';
import type { FeedFacts } from '../media/feed-meter.js';
import type { Feed } from './feed.js';

/** HLS segments begin with a key frame, and whoever comes in waits for one. */
const rareSeconds = 4;
/** Before that, a stream may lack its picture because it has just begun. */
const settledMs = 3000;
const lossyScore = 6;
/** One size alone, as RTMP is, goes to each viewer whole: more than this stands on few phones' lines. */
const heavyKbps = 8000;

export async function feedView(feed: Feed, inUse: boolean): Promise<IngestView> {
  const { id, protocol, openedAt, notes, speaker, meter } = feed;
  const facts = await meter.read();
  return {
    id,
    protocol,
    since: new Date(openedAt).toISOString(),
    inUse,
    video: facts.video,
    audio: facts.audio,
    warnings: [...notes, ...warningsOf(facts, speaker.flowingSince !== null, Date.now() - openedAt)],
  };
}

/** What whoever set up the encoder should mend. */
export function warningsOf(facts: FeedFacts, flowing: boolean, ageMs: number): IngestWarning[] {
  if (ageMs < settledMs) return [];
  if (!flowing) return ['silent'];
  const { video, audio, bFrames, score } = facts;
  return [
    ...(video && video.kbps > 0 ? [] : ['no-picture' as const]),
    ...(audio && audio.kbps > 0 ? [] : ['no-sound' as const]),
    ...(bFrames ? ['b-frames' as const] : []),
    ...((video?.keyFrameSeconds ?? 0) > rareSeconds ? ['key-frames-rare' as const] : []),
    ...(video?.layers === 1 && video.kbps > heavyKbps ? ['heavy' as const] : []),
    ...(score < lossyScore ? ['loss' as const] : []),
  ];
}
