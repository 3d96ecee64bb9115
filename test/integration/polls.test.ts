import { randomUUID } from 'node:crypto';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { draftPoll, openPoll, vote } from '../support/polls.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

describe('polls', () => {
  let server: TestServer;
  let organiser: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
  });
  afterAll(() => server.stop());

  const listed = async (client: TestClient, pollId: string): Promise<PollView | undefined> =>
    (await client.send('poll:list', {})).find(({ id }) => id === pollId);

  it('are drafted, edited and thrown away out of sight of the audience', async () => {
    const citizen = await server.viewer();
    const { id } = await draftPoll(organiser);
    await organiser.waitFor('poll:drafted', ({ pollId }) => pollId === id);
    const options = [{ hi: 'एक' }, { hi: 'दो' }, { hi: 'तीन' }];
    const edited = await organiser.send('poll:edit', {
      pollId: id,
      kind: 'multiple',
      question: { hi: 'क्या चाहिए?' },
      options,
      maxChoices: 2,
      results: 'after-close',
      changeable: true,
      seconds: 60,
    });
    expect(edited).toMatchObject({
      kind: 'multiple',
      options,
      maxChoices: 2,
      seconds: 60,
      changeable: true,
      tally: null,
    });
    expect(await listed(organiser, id)).toEqual(edited);
    expect(await listed(citizen, id)).toBeUndefined();
    await expect(vote(citizen, id, [0])).rejects.toMatchObject({ code: 'not-found' });
    await expect(citizen.send('poll:regions', { pollId: id, parentPath: '/' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await organiser.send('poll:discard', { pollId: id });
    expect(await listed(organiser, id)).toBeUndefined();
    expect(citizen.events('poll:drafted')).toEqual([]);
  });

  it('are not edited, thrown away or opened once they are open, nor closed twice', async () => {
    const { id: pollId } = await openPoll(organiser);
    const draft = { kind: 'rating' as const, question: { en: 'x' }, results: 'live' as const, changeable: true };
    const refused = { code: 'poll-transition', details: { data: { from: 'open' } } };
    await expect(organiser.send('poll:edit', { pollId, ...draft })).rejects.toMatchObject(refused);
    await expect(organiser.send('poll:discard', { pollId })).rejects.toMatchObject(refused);
    await expect(organiser.send('poll:open', { pollId })).rejects.toMatchObject(refused);
    await organiser.send('poll:close', { pollId });
    await expect(organiser.send('poll:close', { pollId })).rejects.toMatchObject({ code: 'poll-transition' });
  });

  it('go out to everybody, and end with the final tally', async () => {
    const gaya = await server.viewer('BR-GAYA');
    const bodhGaya = await server.viewer('BR-GAYA-BODH-GAYA');
    const patna = await server.viewer('BR-PATNA');
    const somewhere = await server.viewer();
    const poll = await openPoll(organiser);
    const seen = await gaya.waitFor('poll:opened', ({ id }) => id === poll.id);
    expect(seen).toMatchObject({
      state: 'open',
      tally: { voters: 0, counts: [0, 0] },
      myBallot: null,
      closesInMs: null,
    });

    const ballot = await vote(gaya, poll.id, [0]);
    expect(ballot).toMatchObject({ pollId: poll.id, choices: [0] });
    await vote(bodhGaya, poll.id, [0]);
    await vote(patna, poll.id, [1]);
    await vote(somewhere, poll.id, [1]);
    const four = await patna.waitFor('poll:tallied', ({ pollId, voters }) => pollId === poll.id && voters === 4);
    expect(four.counts).toEqual([2, 2]);
    expect((await listed(gaya, poll.id))?.myBallot).toEqual(ballot);

    await organiser.send('poll:close', { pollId: poll.id });
    const closed = await somewhere.waitFor('poll:closed', ({ id }) => id === poll.id);
    expect(closed).toMatchObject({ state: 'closed', tally: { voters: 4, counts: [2, 2] } });
    await expect(vote(await server.viewer(), poll.id, [0])).rejects.toMatchObject({ code: 'poll-not-open' });
  });

  it('count every choice of a multiple ballot and every step of a rating', async () => {
    const [one, two] = [await server.viewer('BR-GAYA'), await server.viewer('BR-GAYA')];
    const options = ['Roads', 'Schools', 'Water'].map((en) => ({ en }));
    const multiple = await openPoll(organiser, { kind: 'multiple', options, maxChoices: 2 });
    await vote(one, multiple.id, [2, 0]);
    await vote(two, multiple.id, [2]);
    const rating = await openPoll(organiser, { kind: 'rating' });
    await vote(one, rating.id, [4]);
    await vote(two, rating.id, [2]);
    expect((await organiser.send('poll:close', { pollId: multiple.id })).tally).toMatchObject({
      voters: 2,
      counts: [1, 0, 2],
    });
    expect((await organiser.send('poll:close', { pollId: rating.id })).tally).toMatchObject({
      voters: 2,
      counts: [0, 0, 1, 0, 1],
    });
  });

  it('refuse ballots that do not fit, whoever the payload says is voting, and store nothing', async () => {
    const citizen = await server.viewer();
    const options = ['a', 'b', 'c'].map((en) => ({ en }));
    const { id: pollId } = await openPoll(organiser, { kind: 'multiple', options, maxChoices: 2 });
    for (const choices of [[3], [0, 0], [0, 1, 2]]) {
      await expect(vote(citizen, pollId, choices)).rejects.toMatchObject({ code: 'ballot-choices' });
    }
    const clientId = randomUUID();
    for (const wrong of [
      { choices: [] },
      { choices: [-1] },
      { choices: [10] },
      { choices: [0.5] },
      { choices: ['0'] },
      { choices: 0 },
      { choices: null },
      { choices: Array(11).fill(0) },
      { choices: [0], clientId: 'x' },
      { choices: [0], pollId: "x' or true" },
      { choices: [0], voterId: organiser.identityId },
      { choices: [0], voter: organiser.identityId },
      { choices: [0], regionPath: '/BR/' },
    ]) {
      await expect(citizen.sendRaw('poll:vote', { pollId, clientId, ...wrong })).resolves.toMatchObject({
        ok: false,
        error: { code: 'invalid-payload' },
      });
    }
    expect(
      await server.sql('select 1 from ballots where poll = (select number from polls where id = $1)', [pollId]),
    ).toEqual([]);
  });

  it('refuse drafts whose parts do not fit together', async () => {
    const draft = { question: { en: 'x' }, results: 'live' as const, changeable: false };
    const options = [{ en: 'a' }, { en: 'b' }];
    for (const wrong of [
      { ...draft, kind: 'rating', options },
      { ...draft, kind: 'single' },
      { ...draft, kind: 'single', options, maxChoices: 2 },
      { ...draft, kind: 'multiple', options, maxChoices: 3 },
      { ...draft, kind: 'single', options: [{ en: 'a' }] },
      { ...draft, kind: 'single', options: Array(11).fill({ en: 'a' }) },
      { ...draft, kind: 'single', options: [{ en: 'a' }, { en: '' }] },
      { ...draft, kind: 'single', options, question: {} },
      { ...draft, kind: 'single', options, seconds: 4 },
      { ...draft, kind: 'word-cloud', options },
      { ...draft, kind: 'single', options, results: 'never' },
    ]) {
      await expect(organiser.sendRaw('poll:draft', wrong)).resolves.toMatchObject({
        ok: false,
        error: { code: 'invalid-payload' },
      });
    }
  });

  it("are their own rally's: not listed, voted in, opened or exported through another", async () => {
    const { id: pollId } = await openPoll(organiser);
    const owner = await server.owner();
    const other = await owner.post<{ id: string; slug: string }>('/api/rallies', { title: { en: 'Other' } });
    await owner.post(`/api/rallies/${other.id}/state`, { to: 'open' });
    const citizen = await server.viewer(undefined, other.slug);
    expect(await citizen.send('poll:list', {})).toEqual([]);
    await expect(vote(citizen, pollId, [0])).rejects.toMatchObject({ code: 'not-found' });
    await expect(citizen.send('poll:regions', { pollId, parentPath: '/' })).rejects.toMatchObject({
      code: 'not-found',
    });
    owner.close();
    await owner.enter(other.slug);
    for (const command of ['poll:open', 'poll:close', 'poll:discard']) {
      await expect(owner.sendRaw(command, { pollId })).resolves.toMatchObject({ error: { code: 'not-found' } });
    }
    owner.close();
    expect((await listed(organiser, pollId))?.state).toBe('open');
    expect((await owner.fetch(`/api/rallies/${other.id}/polls/${pollId}/results.csv`)).status).toBe(404);
    expect((await organiser.fetch(`/api/rallies/${other.id}/polls/${pollId}/results.csv`)).ok).toBe(false);
  });

  it('are closed when their rally ends, and are not opened after', async () => {
    const producer = await server.owner();
    const { id, slug } = await producer.post<{ id: string; slug: string }>('/api/rallies', { title: { en: 'Short' } });
    await producer.post(`/api/rallies/${id}/state`, { to: 'open' });
    producer.close();
    await producer.enter(slug);
    const open = await openPoll(producer);
    const draft = await draftPoll(producer);
    const citizen = await server.viewer(undefined, slug);
    await producer.send('rally:move', { to: 'ended' });
    await citizen.waitFor('poll:closed', (poll) => poll.id === open.id);
    await expect(producer.send('poll:open', { pollId: draft.id })).rejects.toMatchObject({ code: 'rally-not-open' });
  });
});
