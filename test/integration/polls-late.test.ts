import { HlsLadders } from '@sammelan/server/playback/hls-ladders.service.js';
import { lateBallotsMs } from '@sammelan/shared/polls/polls.rules.js';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { eventually } from '../support/eventually.js';
import { openPoll, tallyAndRecount, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const ladder = {
  url: '/hls/some/master.m3u8',
  fullUrl: '/hls/some/full-master.m3u8',
  voiceUrl: null,
  slideUrl: '/hls/some/slide.webp',
};
const ended = { state: 'open', closesInMs: 0, lateMs: lateBallotsMs };

/** A rally that goes out by HLS: who watches it there sees a poll end seconds later than the stage. */
describe('ballots of viewers who are behind', () => {
  let server: TestServer;
  let organiser: TestClient;

  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
    await organiser.send('rally:move', { to: 'live' });
    const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    server.get(HlsLadders).put(id, ladder);
  });
  afterAll(() => server.stop());

  const heardOf = (client: TestClient, event: 'poll:ended' | 'poll:closed') => {
    const heard: PollView[] = [];
    client.on(event, (poll) => heard.push(poll));
    return heard;
  };
  const close = (pollId: string) => organiser.send('poll:close', { pollId });
  /** As if the end had been so much earlier; asked to close it once more, the server looks at the clock again. */
  const age = async (pollId: string, seconds: number) => {
    await server.sql('update polls set closes_at = closes_at - make_interval(secs => $2) where id = $1', [
      pollId,
      seconds,
    ]);
    await close(pollId);
  };

  test('count until those who are behind have seen its end; the result comes after that', async () => {
    const [early, late, tooLate] = [await server.viewer(), await server.viewer(), await server.viewer()];
    const [ends, closes] = [heardOf(late, 'poll:ended'), heardOf(late, 'poll:closed')];
    const { id: pollId } = await openPoll(organiser, { results: 'after-close' });
    await vote(early, pollId, [0]);
    expect(await close(pollId)).toMatchObject({ ...ended, tally: { voters: 1 } });
    const told = await eventually(() => ends[0], 'poll:ended');
    expect(told).toMatchObject({ ...ended, tally: null, ballotsUrl: null, closedAt: null });
    // Once more, as after a lost ack: nothing happens.
    expect(await close(pollId)).toMatchObject({ ...ended, closesAt: told.closesAt });

    await vote(late, pollId, [1]);
    await age(pollId, 11.8);
    const closed = await eventually(() => closes[0], 'poll:closed');
    expect(closed).toMatchObject({ state: 'closed', tally: { voters: 2, counts: [1, 1] } });
    // It closed when it was said to, whenever the last ballot came.
    expect(Date.parse(closed.closedAt ?? '')).toBe(Date.parse(closed.closesAt ?? ''));
    expect(ends).toHaveLength(1);
    await expect(vote(tooLate, pollId, [1])).rejects.toMatchObject({ code: 'poll-not-open' });
    await expect(close(pollId)).rejects.toMatchObject({ code: 'poll-transition' });
  });

  test('what is acked is in the result, and the result does not move any more', async () => {
    const viewers = await Promise.all(Array.from({ length: 12 }, () => server.viewer()));
    const closes = heardOf(organiser, 'poll:closed');
    const { id: pollId } = await openPoll(organiser);
    let acked = 0;
    let refused = 0;
    const voting = viewers.map(async (viewer, index) => {
      await eventually(() => acked >= index - 1 || refused > 0, 'their turn');
      await vote(viewer, pollId, [index % 2]).then(
        () => (acked += 1),
        (error: { code?: string }) =>
          error.code === 'poll-not-open' ? (refused += 1) : Promise.reject(error as Error),
      );
    });
    await eventually(() => acked >= 3, 'first ballots');
    await close(pollId);
    await eventually(() => acked >= 6, 'ballots after the end');
    await age(pollId, 30);
    await Promise.all(voting);
    const { tally } = await eventually(() => closes[0], 'poll:closed');
    expect(tally?.voters).toBe(acked);
    expect(acked + refused).toBe(viewers.length);
    for (const viewer of viewers.slice(0, 3)) await vote(viewer, pollId, [1]).catch(() => undefined);
    const { tally: rows, recount } = await tallyAndRecount(server, pollId);
    expect(rows).toEqual(recount);
    expect(Object.values(rows).reduce((sum, { voters }) => sum + voters, 0)).toBe(acked);
  });

  test('are not waited for where the law wants silence, nor when the rally is over', async () => {
    const intention = await openPoll(organiser, { votingIntention: true });
    expect(await close(intention.id)).toMatchObject({ state: 'closed', lateMs: 0 });
    const last = await openPoll(organiser);
    const closes = heardOf(organiser, 'poll:closed');
    await organiser.send('rally:move', { to: 'ended' });
    expect(await eventually(() => closes[0], 'poll:closed')).toMatchObject({ id: last.id, state: 'closed' });
  });
});
