import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO8601, Max, Min, ValidateIf } from 'class-validator';
import type { SpokenLanguage } from '../contract/spoken-languages.js';
import type { MessageView } from '../chat/chat.dto.js';
import type { LocalText } from '../contract/local-text.js';
import type { PollView } from '../polls/polls.dto.js';
import type { DiskState, RecordingMode, RecordingState } from './recordings.rules.js';

const MayBeNull = () => ValidateIf((_, value: unknown) => value !== null);

/** What of a recording is shown, by the stage's time; null: from its beginning, to its end. */
export class TrimRecordingDto {
  @MayBeNull()
  @IsISO8601({ strict: true })
  from!: string | null;

  @MayBeNull()
  @IsISO8601({ strict: true })
  to!: string | null;
}

export class PublishRecordingDto {
  @IsBoolean()
  published!: boolean;
}

/** When it is deleted by itself; null: never. */
export class RetainRecordingDto {
  @MayBeNull()
  @IsISO8601({ strict: true })
  deleteOn!: string | null;
}

/** Which piece of a replay's chat: its `chatPieceMs` counted from the epoch. */
export class ReplayChatDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  piece!: number;
}

/** The disk that recordings go to. */
export interface DiskView {
  state: DiskState;
  /** What is left of it, 0 to 100. */
  freePercent: number;
  freeBytes: number;
  warnPercent: number;
  stopPercent: number;
}

/** A recording as one file. */
export interface DownloadView {
  state: 'none' | 'preparing' | 'ready' | 'failed';
  /** How much of it is done, 0 to 100. */
  percent: number;
  bytes: number;
  /** Good for hours; null unless it is ready. */
  url: string | null;
}

/** A rally's recording as its organisers see it. */
export interface RecordingView {
  rallyId: string;
  mode: RecordingMode;
  state: RecordingState;
  /** False: there is no ffmpeg, so nothing can be recorded. */
  possible: boolean;
  startedAt: string | null;
  endedAt: string | null;
  /** Of what is shown; while it grows, of what is there so far. */
  seconds: number;
  /** Of everything that is on the disk. */
  bytes: number;
  published: boolean;
  /** What is on the disk, as a stretch of the stage's time; null where nothing is. */
  from: string | null;
  to: string | null;
  /** What of it is shown; null: all. The rest is there until the trim is confirmed. */
  trim: { from: string | null; to: string | null } | null;
  deleteOn: string | null;
  /** Organisers have been told that it is to be deleted. */
  warned: boolean;
  download: DownloadView;
  disk: DiskView | null;
  /** Plays everything that is on the disk, for choosing what is shown; for this reader, for hours. Null unless it is ready. */
  previewUrl: string | null;
}

/** A place in a replay worth going to. */
export interface ChapterView {
  kind: 'start' | 'speakers' | 'poll' | 'question';
  /** When it was on stage. */
  at: string;
  /** Where it is in the replay. */
  seconds: number;
  /** Names of the speakers as one text, a poll's question, a question's text; empty for the start. */
  title: LocalText | string;
}

/** What a player needs of a replay. */
export interface VoiceView {
  language: SpokenLanguage;
  url: string;
}

export interface ReplayView {
  /** A master playlist, and the sound alone; relative to the server. */
  url: string;
  voiceUrl: string;
  /** Languages that interpreters were heard in, each with its sound alone; the master playlist has them too. */
  voices: VoiceView[];
  seconds: number;
  /** Only organisers see it. */
  published: boolean;
  /** The stage's time at its beginning and end. */
  from: string;
  to: string;
  chapters: ChapterView[];
  /** As they ended; `openedAt` and `closedAt` say when they appear. */
  polls: PollView[];
}

/** Chat of one piece of a replay, oldest first; removed messages are not in it. */
export interface ReplayChatView {
  piece: number;
  messages: MessageView[];
}
