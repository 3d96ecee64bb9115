import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { ChapterView } from '@sammelan/shared/recordings/recordings.dto.js';

/** The chapter that a place of the replay lies in; undefined before the first. */
export const chapterAt = (chapters: readonly ChapterView[], seconds: number): ChapterView | undefined =>
  chapters.findLast((chapter) => chapter.seconds <= seconds + 0.25);

/** Polls as they stood at a moment of the stage, the newest first. @param at ms since the epoch */
export const pollsAt = (polls: readonly PollView[], at: number): { poll: PollView; open: boolean }[] =>
  polls
    .filter(({ openedAt }) => openedAt !== null && Date.parse(openedAt) <= at)
    .map((poll) => ({ poll, open: poll.closedAt === null || Date.parse(poll.closedAt) > at }))
    .reverse();
