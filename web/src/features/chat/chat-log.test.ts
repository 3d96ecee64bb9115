import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import fc from 'fast-check';
import { emptyLog, keptMessages, leavesGap, merge, remove, trim } from './chat-log.js';

const message = (seq: number, text = `message ${seq}`): MessageView => ({
  id: `id-${seq}`,
  clientId: `client-${seq}`,
  seq,
  authorId: 'someone',
  authorName: 'Asha',
  authorRole: null,
  regionName: { en: 'Gaya' },
  text,
  at: '2026-11-01T10:00:00.000Z',
  removed: false,
});

const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

describe('the chat log', () => {
  it('holds every message once and in order, however the pages and frames arrive', () => {
    const pages = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(30)).map(([from, more]) => run(from, from + more)),
    );
    fc.assert(
      fc.property(pages, (batches) => {
        const log = batches.reduce(merge, emptyLog);
        const seqs = log.messages.map(({ seq }) => seq);
        expect(seqs).toEqual([...new Set(batches.flat().map(({ seq }) => seq))].sort((a, b) => a - b));
      }),
    );
  });

  it('notices a gap, and only a gap', () => {
    const log = merge(emptyLog, run(5, 10));
    expect(leavesGap(log, run(11, 12))).toBe(false);
    expect(leavesGap(log, run(9, 12))).toBe(false);
    expect(leavesGap(log, run(12, 12))).toBe(true);
    expect(leavesGap(emptyLog, run(12, 12))).toBe(false);
  });

  it('takes the text from removed messages and keeps their place', () => {
    const log = remove(merge(emptyLog, run(1, 3)), ['id-2']);
    expect(log.messages.map(({ text, removed }) => [text, removed])).toEqual([
      ['message 1', false],
      ['', true],
      ['message 3', false],
    ]);
  });

  it('lets go of the oldest and says that there are older ones', () => {
    const log = trim(merge(emptyLog, run(1, keptMessages + 5)));
    expect(log.messages).toHaveLength(keptMessages);
    expect(log.messages[0]!.seq).toBe(6);
    expect(log.hasOlder).toBe(true);
  });
});
