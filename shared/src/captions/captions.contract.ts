import { command, EmptyDto } from '../contract/contract.js';
import type { SpokenLanguage } from '../contract/spoken-languages.js';
import {
  CaptionIdDto,
  DirectCaptionsDto,
  type CaptionsView,
  type CaptionTracksView,
  type CaptionView,
  FollowCaptionsDto,
  ReadCaptionsDto,
  WriteCaptionDto,
} from './captions.dto.js';

type Nothing = Record<string, never>;

export const captionCommands = {
  /** Which languages there are; changes come with `caption:tracks-changed`. */
  'caption:tracks': command(EmptyDto).returns<CaptionTracksView>(),
  /** From here on the socket hears of one language's lines, and of no other's. */
  'caption:follow': command(FollowCaptionsDto).returns<CaptionsView>(),
  /** Final lines of a stretch of the stage's time, for whoever went back in it. */
  'caption:read': command(ReadCaptionsDto).returns<{ lines: CaptionView[] }>(),
  /** A final line is acked once it is stored; gives the line as it stands. */
  'caption:write': command(WriteCaptionDto).returns<CaptionView>(),
  /** Producer: while a language is off, nothing is taken in it, and what is not finished is taken down. */
  'caption:direct': command(DirectCaptionsDto).returns<CaptionTracksView>(),
  'caption:remove': command(CaptionIdDto).returns<Nothing>(),
};

export interface CaptionEvents {
  /** A line has appeared, grown, or was corrected. Its time on the stream's clock is `at`. */
  'caption:changed': (line: CaptionView) => void;
  'caption:removed': (line: { lineId: string; language: SpokenLanguage }) => void;
  /** To everyone in the rally: a language has begun, or is on or off. */
  'caption:tracks-changed': (tracks: CaptionTracksView) => void;
}
