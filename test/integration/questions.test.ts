import { randomUUID } from 'node:crypto';
import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { maxQuestionsAtOnce } from '@sammelan/shared/questions/questions.rules.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

describe('questions', () => {
  let server: TestServer;
  let organiser: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
  });
  afterAll(() => server.stop());

  const ask = (client: TestClient, text: string): Promise<QuestionView> =>
    client.send('question:ask', { clientId: randomUUID(), text });
  const support = (client: TestClient, questionId: string, yes = true) =>
    client.send('question:support', { questionId, support: yes });
  /** Asked from the region and approved. */
  const listed = async (text: string, region = 'BR-GAYA'): Promise<{ author: TestClient; id: string }> => {
    const author = await server.viewer(region);
    const { id } = await ask(author, text);
    await organiser.send('question:approve', { questionId: id });
    return { author, id };
  };
  const seenBy = async (client: TestClient, id: string): Promise<QuestionView | undefined> =>
    (await client.send('question:list', {})).questions.find((one) => one.id === id);
  const storedVotes = async (id: string): Promise<{ votes: number; rows: number }> =>
    (
      await server.sql<{ votes: number; rows: number }>(
        'select votes, (select count(*)::int from question_votes where question_id = id) as rows from questions where id = $1',
        [id],
      )
    )[0]!;

  it('wait for a moderator, seen by their author and the desk alone, then everyone sees them', async () => {
    const [author, neighbour] = [await server.viewer('BR-GAYA-BODH-GAYA'), await server.viewer('BR-PATNA')];
    await neighbour.send('question:list', {});
    const asked = await ask(author, '  When is the road to our village built?  ');
    expect(asked).toMatchObject({
      text: 'When is the road to our village built?',
      state: 'waiting',
      votes: 1,
      // No finer than the district.
      regionPath: '/BR/BR-GAYA/',
      regionName: { hi: 'गया' },
      answer: null,
    });
    await organiser.waitFor('question:changed', ({ id }) => id === asked.id);
    expect(await seenBy(author, asked.id)).toMatchObject({ state: 'waiting' });
    expect(await seenBy(neighbour, asked.id)).toBeUndefined();
    await expect(support(neighbour, asked.id)).rejects.toMatchObject({ code: 'question-transition' });

    await organiser.send('question:approve', { questionId: asked.id });
    await neighbour.waitFor('question:changed', ({ id, state }) => id === asked.id && state === 'listed');
    await author.waitFor('question:changed', ({ id, state }) => id === asked.id && state === 'listed');
    expect(neighbour.events('question:changed').filter(({ state }) => state === 'waiting')).toEqual([]);
    const fromGaya = await neighbour.send('question:list', { regionPath: '/BR/BR-GAYA/' });
    expect(fromGaya.questions.map(({ id }) => id)).toContain(asked.id);
    const fromPatna = await neighbour.send('question:list', { regionPath: '/BR/BR-PATNA/' });
    expect(fromPatna.questions.map(({ id }) => id)).not.toContain(asked.id);
  });

  it('are asked once, however often they are sent', async () => {
    const author = await server.viewer();
    const question = { clientId: randomUUID(), text: 'Is anybody there?' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => author.send('question:ask', question)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  it('are three at a time from one person, also when sent at once', async () => {
    const author = await server.viewer();
    const fates = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => ask(author, `Number ${index}?`)));
    const asked = fates.flatMap((fate) => (fate.status === 'fulfilled' ? [fate.value] : []));
    expect(asked).toHaveLength(maxQuestionsAtOnce);
    for (const fate of fates) {
      if (fate.status === 'rejected') expect(fate.reason).toMatchObject({ code: 'question-limit' });
    }
    await author.send('question:withdraw', { questionId: asked[0]!.id });
    await expect(ask(author, 'And now?')).resolves.toMatchObject({ state: 'waiting' });
  });

  it('are supported once by each person, and the count is that of the rows', async () => {
    const { author, id } = await listed('Who repairs the hand pump?');
    const people = await Promise.all(Array.from({ length: 6 }, () => server.viewer()));
    await people[0]!.send('question:list', {});
    await Promise.all(people.flatMap((one) => Array.from({ length: 5 }, () => support(one, id))));
    await Promise.all([support(people[1]!, id, false), support(people[1]!, id, false)]);
    await support(author, id);
    await people[0]!.waitFor('question:counted', ({ counts }) =>
      counts.some(({ questionId, votes }) => questionId === id && votes === 6),
    );
    expect(await storedVotes(id)).toEqual({ votes: 6, rows: 6 });
    expect((await people[0]!.send('question:list', {})).supported).toContain(id);
    expect((await people[1]!.send('question:list', {})).supported).not.toContain(id);
  });

  it('that ask the same become one, with the supporters of both counted once', async () => {
    const { id: kept } = await listed('When does the train stop here?');
    const { author, id: gone } = await listed('Why does no train stop here?');
    const both = await server.viewer();
    await both.send('question:list', {});
    await Promise.all([support(both, kept), support(both, gone)]);
    const merged = await organiser.send('question:merge', { questionId: gone, intoId: kept });
    expect(merged).toMatchObject({ id: kept, state: 'listed', votes: 3 });
    expect(await storedVotes(kept)).toEqual({ votes: 3, rows: 3 });
    expect(await both.waitFor('question:left', ({ questionId }) => questionId === gone)).toEqual({
      questionId: gone,
      into: kept,
    });
    expect(await seenBy(author, gone)).toMatchObject({ state: 'merged', mergedInto: kept });
    expect(await seenBy(both, gone)).toBeUndefined();
    expect((await author.send('question:list', {})).supported).toContain(kept);
    await expect(organiser.send('question:merge', { questionId: gone, intoId: kept })).rejects.toMatchObject({
      code: 'question-transition',
    });
    await expect(organiser.send('question:merge', { questionId: kept, intoId: kept })).rejects.toMatchObject({
      code: 'question-transition',
    });
  });

  it('keep the count right when people support while two are merged', async () => {
    const { id: kept } = await listed('First of two?');
    const { id: gone } = await listed('Second of two?');
    const people = await Promise.all(Array.from({ length: 10 }, () => server.viewer()));
    const supports = people.flatMap((one) => [support(one, gone), support(one, kept)]);
    const merging = organiser.send('question:merge', { questionId: gone, intoId: kept });
    await Promise.allSettled([...supports, merging]);
    const { votes, rows } = await storedVotes(kept);
    expect(votes).toBe(rows);
    expect(rows).toBeGreaterThanOrEqual(10);
  });

  it('are answered in writing or on the stage, and keep the moment', async () => {
    const { author, id } = await listed('Where is the fair price shop?');
    const answered = await organiser.send('question:answer', { questionId: id, text: 'Beside the school.' });
    expect(answered).toMatchObject({ state: 'answered', answer: { text: 'Beside the school.', moment: null } });
    await author.waitFor('question:changed', (one) => one.id === id && one.answer?.text === 'Beside the school.');
    const live = await organiser.send('question:answer', { questionId: id });
    expect(live.answer?.text).toBe('Beside the school.');
    expect(Math.abs(Date.parse(live.answer!.moment!) - Date.now())).toBeLessThan(60_000);
    await expect(support(author, id)).rejects.toMatchObject({ code: 'question-transition' });
    await expect(author.send('question:withdraw', { questionId: id })).rejects.toMatchObject({
      code: 'question-transition',
    });
  });

  it('are shown over the programme to all who are in and who come, and taken off when they go', async () => {
    const { author, id } = await listed('What about the bridge?');
    const watching = await server.viewer();
    await organiser.send('question:show', { questionId: id });
    await watching.waitFor('question:shown', ({ question }) => question?.id === id);
    const late = await server.viewer();
    await late.waitFor('question:shown', ({ question }) => question?.id === id);
    await author.send('question:withdraw', { questionId: id });
    await watching.waitFor('question:shown', ({ question }) => question === null);
    const later = await server.viewer();
    await later.send('question:list', {});
    expect(later.events('question:shown')).toEqual([]);
    await expect(organiser.send('question:show', { questionId: id })).rejects.toMatchObject({
      code: 'question-transition',
    });
  });

  it('stay as they were over a restart, the one on screen too', async () => {
    const { id } = await listed('Does this outlast a restart?');
    await organiser.send('question:show', { questionId: id });
    await server.restart();
    const viewer = await server.viewer();
    await viewer.waitFor('question:shown', ({ question }) => question?.id === id);
    expect(await seenBy(viewer, id)).toMatchObject({ state: 'listed', votes: 1 });
    organiser = await server.organiser();
    await organiser.send('question:show', { questionId: null });
    await viewer.waitFor('question:shown', ({ question }) => question === null);
  });

  it('are decided by moderators of where they come from, and by nobody else', async () => {
    const gaya = await server.withRole('moderator', '/BR/BR-GAYA/');
    const fromGaya = await ask(await server.viewer('BR-GAYA'), 'From Gaya?');
    const fromPatna = await ask(await server.viewer('BR-PATNA'), 'From Patna?');
    const queue = (await gaya.send('question:queue', {})).questions.map(({ id }) => id);
    expect(queue).toContain(fromGaya.id);
    expect(queue).not.toContain(fromPatna.id);
    for (const act of ['question:approve', 'question:dismiss', 'question:answer'] as const) {
      await expect(gaya.send(act, { questionId: fromPatna.id })).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(gaya.send('question:merge', { questionId: fromPatna.id, intoId: fromGaya.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(gaya.send('question:show', { questionId: fromGaya.id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(gaya.send('question:dismiss', { questionId: fromGaya.id })).resolves.toMatchObject({
      state: 'dismissed',
    });
    expect(gaya.events('question:changed').map(({ id }) => id)).not.toContain(fromPatna.id);
    const stranger = await server.viewer();
    await expect(stranger.send('question:withdraw', { questionId: fromPatna.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are not taken from the muted, nor while they are closed', async () => {
    const loud = await server.viewer();
    await organiser.send('moderation:mute', { identityId: loud.identityId, length: 10 });
    await expect(ask(loud, 'May I?')).rejects.toMatchObject({ code: 'chat-muted' });
    const viewer = await server.viewer();
    await organiser.send('question:configure', { open: false });
    await viewer.waitFor('question:configured', ({ open }) => !open);
    await expect(ask(viewer, 'Too late?')).rejects.toMatchObject({ code: 'questions-closed' });
    await organiser.send('question:configure', { open: true });
    await expect(ask(viewer, 'In time?')).resolves.toMatchObject({ state: 'waiting' });
    await expect(ask(viewer, ' \n ')).rejects.toMatchObject({ code: 'invalid-payload' });
  });
});
