import { type AccessEvents, accessCommands } from './access/access.contract.js';
import { type AttendanceEvents, attendanceCommands } from './attendance/attendance.contract.js';
import { type CaptionEvents, captionCommands } from './captions/captions.contract.js';
import { type ChatEvents, chatCommands } from './chat/chat.contract.js';
import type { ClientEvents } from './contract/contract.js';
import { type InterpretationEvents, interpretationCommands } from './interpretation/interpretation.contract.js';
import { type ModerationEvents, moderationCommands } from './moderation/moderation.contract.js';
import { packagingCommands } from './packaging/packaging.contract.js';
import { type PlaybackEvents, playbackCommands } from './playback/playback.contract.js';
import { type PollEvents, pollCommands } from './polls/polls.contract.js';
import { type QuestionEvents, questionCommands } from './questions/questions.contract.js';
import { type RecordingEvents, recordingCommands } from './recordings/recordings.contract.js';
import { type RallyEvents, rallyCommands } from './rallies/rallies.contract.js';
import type { SlideEvents } from './slides/slides.contract.js';
import { type StageEvents, stageCommands } from './stage/stage.contract.js';

/** Every command a client may send. The only place where the features' contracts meet. */
export const commands = {
  ...accessCommands,
  ...attendanceCommands,
  ...captionCommands,
  ...chatCommands,
  ...interpretationCommands,
  ...moderationCommands,
  ...packagingCommands,
  ...playbackCommands,
  ...pollCommands,
  ...questionCommands,
  ...rallyCommands,
  ...recordingCommands,
  ...stageCommands,
};

export type AppCommands = typeof commands;
export type CommandName = keyof AppCommands;

/** Every event the server sends. */
export interface ServerEvents
  extends
    AccessEvents,
    AttendanceEvents,
    CaptionEvents,
    ChatEvents,
    InterpretationEvents,
    ModerationEvents,
    PlaybackEvents,
    PollEvents,
    QuestionEvents,
    RallyEvents,
    RecordingEvents,
    SlideEvents,
    StageEvents {}

export type EventName = keyof ServerEvents;
export type EventPayload<E extends EventName> = Parameters<ServerEvents[E]>[0];

/** socket.io's map of what clients emit. */
export type ClientToServer = ClientEvents<AppCommands>;
