import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { ChapterView } from '@sammelan/shared/recordings/recordings.dto.js';
import { chapterAt, pollsAt } from './replay.rules.js';

const chapters = [0, 60, 200].map((seconds): ChapterView => ({
  kind: 'speakers',
  seconds,
  at: new Date(seconds * 1000).toISOString(),
  title: `from ${seconds}`,
}));
const poll = (id: string, opened: number, closed: number | null): PollView =>
  ({
    id,
    openedAt: new Date(opened).toISOString(),
    closedAt: closed === null ? null : new Date(closed).toISOString(),
  }) as PollView;

describe('a place in a replay', () => {
  it('lies in the chapter that began last', () => {
    expect(chapterAt(chapters, 0)?.seconds).toBe(0);
    expect(chapterAt(chapters, 59)?.seconds).toBe(0);
    expect(chapterAt(chapters, 60)?.seconds).toBe(60);
    expect(chapterAt(chapters, 999)?.seconds).toBe(200);
    expect(chapterAt([], 5)).toBeUndefined();
  });

  it('shows polls as they stood then', () => {
    const polls = [poll('a', 1000, 5000), poll('b', 3000, null)];
    const shown = (at: number) =>
      pollsAt(polls, at).map(({ poll: { id }, open }) => `${id} ${open ? 'open' : 'closed'}`);
    expect(shown(500)).toEqual([]);
    expect(shown(1500)).toEqual(['a open']);
    expect(shown(4000)).toEqual(['b open', 'a open']);
    expect(shown(6000)).toEqual(['b open', 'a closed']);
  });
});
