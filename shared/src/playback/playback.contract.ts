import { command, EmptyDto } from '../contract/contract.js';
import type { MediaJson } from '../stage/stage.dto.js';
import {
  type ConsumerView,
  type HlsView,
  OpenPlaybackDto,
  type PlaybackMove,
  type PlaybackView,
  PreferQualityDto,
  PreviewSeatDto,
  ReportLinkDto,
  ResumeConsumersDto,
  StartPlaybackDto,
} from './playback.dto.js';

export const playbackCommands = {
  'playback:open': command(OpenPlaybackDto).returns<PlaybackView>(),
  'playback:start': command(StartPlaybackDto).returns<Record<string, never>>(),
  'playback:resume': command(ResumeConsumersDto).returns<Record<string, never>>(),
  'playback:prefer': command(PreferQualityDto).returns<Record<string, never>>(),
  /** How the link did: while it is not good, and once when it is again. */
  'playback:report': command(ReportLinkDto).returns<Record<string, never>>(),
  'playback:restart-ice': command(EmptyDto).returns<{ iceParameters: MediaJson }>(),
  'playback:preview': command(PreviewSeatDto).returns<Record<string, never>>(),
  'playback:close': command(EmptyDto).returns<Record<string, never>>(),
};

export interface PlaybackEvents {
  /** New sources are there: build these consumers, then `playback:resume` them. */
  'playback:offered': (offer: { consumers: ConsumerView[] }) => void;
  'playback:withdrawn': (gone: { consumerIds: string[] }) => void;
  /** The media plane was rebuilt (a worker died, a room moved): `playback:open` again. */
  'playback:reset': () => void;
  /** To one viewer: watch in this way from now on. The former way may go on until the new one shows something. */
  'playback:moved': (move: PlaybackMove) => void;
  /** To everyone in the rally: its HLS has begun, is at another address (newly signed, perhaps), or is no more. */
  'playback:packaged': (packaged: { hls: HlsView | null }) => void;
}
