import { randomUUID } from 'node:crypto';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import type { DryRunView, RuleSetDto, RuleSetView } from '@sammelan/shared/moderation/rules.dto.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { HoldQueueService } from '@sammelan/server/moderation/hold-queue.service.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const say = (client: TestClient, text: string, room: 'rally' | 'region' = 'rally'): Promise<MessageView> =>
  client.send('chat:send', { room, clientId: randomUUID(), text });

describe('rules and the hold queue', () => {
  let server: TestServer;
  let organiser: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const citizen = async (region = 'BR-GAYA'): Promise<TestClient> => {
    const client = await server.viewer(region);
    await client.send('chat:enter', { room: 'rally' });
    return client;
  };
  const moderator = async (regionPath = '/'): Promise<TestClient> => {
    const client = await server.withRole('moderator', regionPath);
    await client.send('chat:enter', { room: 'rally' });
    return client;
  };
  const rulesAre = (change: Partial<RuleSetDto>): Promise<RuleSetView> =>
    organiser
      .fetch(`/api/rallies/${rallyId}/moderation/rules`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...presetRules, ...change }),
      })
      .then((response) => response.json() as Promise<RuleSetView>);
  /** Everything in hand and decided, so that each test begins with an empty queue. */
  const emptied = async (boss: TestClient): Promise<void> => {
    for (;;) {
      const { mine } = await boss.send('hold:claim', { count: 20 });
      if (mine.length === 0) return;
      await boss.send('hold:decide', { messageIds: mine.map(({ id }) => id), approve: false });
    }
  };

  it('hold a message: its author alone sees it, until a moderator approves it', async () => {
    const [author, reader, boss] = [await citizen(), await citizen(), await moderator()];
    const held = await say(author, 'तू गधा है');
    expect(held).toMatchObject({ held: true, seq: 0, text: 'तू गधा है' });
    expect((await author.send('chat:enter', { room: 'rally' })).waiting).toMatchObject([{ id: held.id }]);
    expect((await reader.send('chat:enter', { room: 'rally' })).waiting).toEqual([]);
    await boss.waitFor('hold:changed');
    const { mine } = await boss.send('hold:claim', { count: 5 });
    expect(mine).toMatchObject([{ id: held.id, text: 'तू गधा है', reasons: [{ rule: 'words', because: 'गधा' }] }]);
    expect(reader.events('chat:posted')).toEqual([]);
    await boss.send('hold:decide', { messageIds: [held.id], approve: true });
    await author.waitFor('chat:decided', ({ clientId, approved }) => clientId === held.clientId && approved);
    const { messages } = await reader.waitFor('chat:posted');
    expect(messages).toMatchObject([{ id: held.id, authorId: author.identityId, text: 'तू गधा है' }]);
    // A late retry of the author posts nothing twice.
    const again = await author.send('chat:send', { room: 'rally', clientId: held.clientId, text: 'तू गधा है' });
    expect(again).toMatchObject({ id: held.id });
    const [entry] = await organiser.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit`);
    expect(entry).toMatchObject({ action: 'moderation.approve', details: { messageId: held.id, rules: ['words'] } });
  });

  it('deny a message: it never was in the room, and its author is told', async () => {
    const [author, boss] = [await citizen(), await moderator()];
    const held = await say(author, 'look at bit.ly/abc');
    expect(held.held).toBe(true);
    await boss.send('hold:claim', { count: 5 });
    await boss.send('hold:decide', { messageIds: [held.id], approve: false });
    await author.waitFor('chat:decided', ({ approved }) => !approved);
    expect(await server.sql('select from chat_messages where client_id = $1', [held.clientId])).toEqual([]);
    expect((await author.send('chat:enter', { room: 'rally' })).waiting).toEqual([]);
  });

  it('are claimed: two moderators at once never have the same message in hand, and a claim ends', async () => {
    const [one, other] = [await moderator(), await moderator()];
    await emptied(one);
    const authors = await Promise.all(Array.from({ length: 6 }, () => citizen()));
    await Promise.all(authors.map((author, i) => say(author, `what an idiot, ${'abcdef'[i]}`)));
    const [first, second] = await Promise.all([
      one.send('hold:claim', { count: 4 }),
      other.send('hold:claim', { count: 4 }),
    ]);
    const [ours, theirs] = [first, second].map(({ mine }) => mine.map(({ id }) => id)) as [string[], string[]];
    expect(new Set([...ours, ...theirs]).size).toBe(ours.length + theirs.length);
    // What one missed because the other was choosing, the next claim finds.
    const rest = await other.send('hold:claim', { count: 6 });
    expect(rest.mine.length + ours.length).toBe(6);
    expect(rest).toMatchObject({ waiting: 6, withOthers: ours.length });
    // Somebody else's are left alone.
    const others = one.send('hold:decide', { messageIds: rest.mine.map(({ id }) => id), approve: true });
    await expect(others).rejects.toMatchObject({ code: 'message-gone' });
    expect(await one.send('hold:queue', {})).toMatchObject({ waiting: 6 });
    await server.sql("update held_messages set claimed_until = now() - interval '1 second' where claimed_by = $1", [
      other.identityId,
    ]);
    expect((await one.send('hold:claim', { count: 20 })).mine).toHaveLength(6);
    expect(await one.send('hold:release', {})).toMatchObject({ waiting: 6, mine: [], withOthers: 0 });
    await emptied(one);
  });

  it('are split by region: a moderator of Gaya has Gaya’s alone', async () => {
    const [gaya, whole] = [await moderator('/BR/BR-GAYA/'), await moderator()];
    await emptied(whole);
    const [here, there, nowhere] = [await citizen('BR-GAYA'), await citizen('BR-PATNA'), await server.viewer()];
    const mine = await say(here, 'stupid one');
    const foreign = await say(there, 'stupid two');
    await say(nowhere, 'stupid three');
    expect((await gaya.send('hold:claim', { count: 20 })).mine.map(({ id }) => id)).toEqual([mine.id]);
    expect(await gaya.send('hold:queue', {})).toMatchObject({ waiting: 1 });
    const decided = gaya.send('hold:decide', { messageIds: [foreign.id], approve: true });
    await expect(decided).rejects.toMatchObject({ code: 'message-gone' });
    expect(await whole.send('hold:claim', { count: 20 })).toMatchObject({ waiting: 3, withOthers: 1 });
    await gaya.send('hold:release', {});
    await emptied(whole);
  });

  it('survive a restart of the server', async () => {
    const author = await citizen();
    const held = await say(author, 'moron');
    author.close();
    await server.restart();
    await author.enter(demoSlug, 'BR-GAYA');
    expect((await author.send('chat:enter', { room: 'rally' })).waiting).toMatchObject([{ id: held.id }]);
    organiser = await server.organiser();
    await organiser.send('hold:claim', { count: 20 });
    await organiser.send('hold:decide', { messageIds: [held.id], approve: false });
  });

  it('refuse a flood, mute where they are told to, and say which rule it was', async () => {
    await rulesAre({ floodBurst: 3, floodPerMinute: 1, linksVerdict: 'mute' });
    const author = await citizen();
    for (const text of ['One', 'Two', 'Three']) await say(author, text);
    await expect(say(author, 'Four')).rejects.toMatchObject({
      code: 'chat-refused',
      details: { data: { rule: 'flood' } },
    });
    const spammer = await citizen();
    await expect(say(spammer, 'win at prize.top')).rejects.toMatchObject({ code: 'chat-muted' });
    await spammer.waitFor('chat:muted', ({ until }) => until !== null);
    await expect(say(spammer, 'Namaste')).rejects.toMatchObject({ code: 'chat-muted' });
    await organiser.send('moderation:unmute', { identityId: spammer.identityId });
    expect((await say(spammer, 'Namaste')).held).toBeUndefined();
  });

  it('that muted somebody, or found them too fast, hold over a restart', async () => {
    await rulesAre({ floodBurst: 3, floodPerMinute: 1, linksVerdict: 'mute' });
    const [spammer, fast] = [await citizen(), await citizen()];
    await expect(say(spammer, 'win at prize.top')).rejects.toMatchObject({ code: 'chat-muted' });
    for (const text of ['One', 'Two', 'Three']) await say(fast, text);
    for (const client of [spammer, fast]) client.close();
    await server.restart();
    organiser = await server.organiser();
    for (const client of [spammer, fast]) await client.enter(demoSlug, 'BR-GAYA');
    await expect(say(spammer, 'Namaste')).rejects.toMatchObject({ code: 'chat-muted' });
    await expect(say(fast, 'Four')).rejects.toMatchObject({ details: { data: { rule: 'flood' } } });
    await organiser.send('moderation:unmute', { identityId: spammer.identityId });
    await say(spammer, 'Namaste');
    spammer.close();
    await server.restart();
    organiser = await server.organiser();
    await spammer.enter(demoSlug, 'BR-GAYA');
    await say(spammer, 'Namaste again');
  });

  it('leave slow mode as it was over a restart: whoever has had their turn waits, and a retry does not', async () => {
    await rulesAre({});
    const [writer, other] = [await citizen(), await citizen()];
    await say(writer, 'Before it was slow, which is no turn');
    await organiser.send('chat:configure', { slowSeconds: 300 });
    const turn = { room: 'rally', clientId: randomUUID(), text: 'My turn' } as const;
    await writer.send('chat:send', turn);
    for (const client of [writer, other]) client.close();
    await server.restart();
    organiser = await server.organiser();
    for (const client of [writer, other]) await client.enter(demoSlug, 'BR-GAYA');
    await expect(say(writer, 'And again')).rejects.toMatchObject({ code: 'chat-slow' });
    expect(await writer.send('chat:send', turn)).toMatchObject({ text: 'My turn' });
    await say(other, 'I have not written yet');
    await organiser.send('chat:configure', { slowSeconds: 0 });
  });

  it('count by the link that people came by: many accounts of one link are stopped, who came by none is not', async () => {
    await rulesAre({ floodBurst: 1, floodPerMinute: 1 });
    const { url } = await organiser.post<{ url: string }>(`/api/rallies/${rallyId}/invites`, {
      role: 'viewer',
      label: 'A link that was leaked',
      quota: 1000,
    });
    // A link gets 200 times what one account gets: so many accounts have one message each, and no more.
    const raiders = await Promise.all(Array.from({ length: 260 }, () => server.withLink(url)));
    const answers = await Promise.all(
      raiders.map((one, nth) =>
        say(one, `Word number ${nth}`).then(
          () => 'ok',
          (error: { details?: { data?: { rule?: string } } }) => error.details?.data?.rule ?? String(error),
        ),
      ),
    );
    const stopped = answers.filter((answer) => answer === 'flood').length;
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(answers.length - stopped);
    // A bucket fills again while they write: three or four a second.
    expect(stopped).toBeGreaterThan(0);
    expect((await say(await citizen(), 'I came by no link')).held).toBeUndefined();
    for (const one of raiders) one.close();
  });

  it('keep no text longer than a week after it was decided on, nor what nobody decided on longer than a month', async () => {
    await rulesAre({});
    const [author, other] = [await citizen(), await citizen()];
    const [denied, fresh, forgotten] = [
      await say(author, 'moron'),
      await say(author, 'morons'),
      await say(other, 'moron'),
    ];
    await organiser.send('hold:claim', { count: 20 });
    await organiser.send('hold:decide', { messageIds: [denied.id, fresh.id], approve: false });
    await server.sql("update held_messages set decided_at = decided_at - interval '8 days' where id = $1", [denied.id]);
    await server.sql("update held_messages set held_at = held_at - interval '31 days' where id = $1", [forgotten.id]);
    await server.get(HoldQueueService).sweep();
    const rows = await server.sql<{ id: string; text: string; approved: boolean | null }>(
      'select id, text, approved from held_messages where id = any($1::uuid[])',
      [[denied.id, fresh.id, forgotten.id]],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    expect(byId.get(denied.id)).toMatchObject({ text: '', approved: false });
    expect(byId.get(fresh.id)).toMatchObject({ text: 'morons' });
    expect(byId.get(forgotten.id)).toMatchObject({ text: '', approved: false });
    expect((await other.send('chat:enter', { room: 'rally' })).waiting).toEqual([]);
  });

  it('are edited for a rally, tried on what was written, and taken back', async () => {
    const author = await citizen('BR-PATNA');
    await say(author, 'Barsaat aayi');
    const rules = { ...presetRules, wordsHi: ['बरसात'] };
    const dry = await organiser.post<DryRunView>(`/api/rallies/${rallyId}/moderation/dry-run`, rules);
    expect(dry.tried).toBeGreaterThan(3);
    expect(dry.counts.hold).toBe(dry.hits.filter(({ verdict }) => verdict === 'hold').length);
    expect(dry.hits).toContainEqual(
      expect.objectContaining({ text: 'Barsaat aayi', findings: [{ rule: 'words', because: 'बरसात' }] }),
    );
    expect(await rulesAre(rules)).toMatchObject({ source: 'rally', rules: { wordsHi: ['बरसात'] } });
    expect((await say(author, 'barsat')).held).toBe(true);
    await organiser.delete(`/api/rallies/${rallyId}/moderation/rules`);
    expect(await organiser.get<RuleSetView>(`/api/rallies/${rallyId}/moderation/rules`)).toMatchObject({
      source: 'preset',
    });
    const [entry] = await organiser.get<AuditEntryView[]>(`/api/rallies/${rallyId}/audit`);
    expect(entry).toMatchObject({ action: 'moderation.reset-rules' });
    await emptied(organiser);
  });

  it('take a reported message away at the threshold, once per viewer, and not again once it was approved', async () => {
    await rulesAre({ reportThreshold: 3 });
    const author = await citizen();
    const bad = await say(author, 'Something not so nice');
    const viewers = await Promise.all([citizen(), citizen(), citizen()]);
    const report = (viewer: TestClient, messageId: string) =>
      viewer.send('moderation:report', { messageId, reason: 'abuse' });
    for (let i = 0; i < 3; i += 1) await report(viewers[0]!, bad.id);
    await report(viewers[1]!, bad.id);
    await expect(report(author, bad.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(viewers[0]!.events('chat:removed')).toEqual([]);
    await report(viewers[2]!, bad.id);
    await viewers[0]!.waitFor('chat:removed', ({ ids }) => ids.includes(bad.id));
    const { mine } = await organiser.send('hold:claim', { count: 5 });
    expect(mine).toMatchObject([{ text: 'Something not so nice', reasons: [{ rule: 'reports', because: 'abuse' }] }]);
    const history = await organiser.send('moderation:history', { identityId: author.identityId });
    expect(history).toMatchObject({ messages: 1, removed: 1, held: 1, reporters: 3 });
    await organiser.send('hold:decide', { messageIds: [mine[0]!.id], approve: true });
    await viewers[0]!.waitFor('chat:posted', ({ messages }) => messages.some(({ id }) => id === mine[0]!.id));
    for (const viewer of viewers) await report(viewer, mine[0]!.id);
    expect(await organiser.send('hold:queue', {})).toMatchObject({ waiting: 0 });
    await organiser.delete(`/api/rallies/${rallyId}/moderation/rules`);
  });

  it('raise the shield in one tap, and lower it to exactly what was set before', async () => {
    const before = await organiser.send('chat:configure', { slowSeconds: 5, audience: 'invited', holdAll: true });
    const up = await organiser.send('chat:shield', { on: true });
    expect(up).toMatchObject({
      audience: 'verified',
      slowSeconds: 30,
      holdLinks: true,
      regionRoomsPaused: true,
      shielded: true,
    });
    expect(await organiser.send('chat:shield', { on: true })).toEqual(up);
    const viewer = await citizen();
    await expect(say(viewer, 'Namaste')).rejects.toMatchObject({ code: 'chat-not-allowed' });
    await expect(say(viewer, 'Namaste', 'region')).rejects.toMatchObject({ code: 'chat-closed' });
    expect(await organiser.send('chat:shield', { on: false })).toEqual(before);
    await expect(viewer.send('chat:shield', { on: true })).rejects.toMatchObject({ code: 'forbidden' });
    await organiser.send('chat:configure', { slowSeconds: 0, audience: 'everyone', holdAll: false });
  });

  it('hold everything, or let only people of the rally’s region write, when the desk says so', async () => {
    await organiser.send('chat:configure', { holdAll: true });
    const viewer = await citizen();
    expect((await say(viewer, 'Good evening')).held).toBe(true);
    await organiser.send('chat:configure', { holdAll: false, regionOnly: true });
    const stranger = await server.viewer();
    await expect(say(stranger, 'Good evening')).rejects.toMatchObject({ code: 'chat-region-missing' });
    expect((await say(await citizen(), 'Good evening')).held).toBeUndefined();
    await organiser.send('chat:configure', { regionOnly: false });
    await emptied(organiser);
  });

  it('show messages to moderators first, who can take them away before anyone has seen them', async () => {
    const [author, reader] = [await citizen(), await citizen()];
    await organiser.send('chat:enter', { room: 'rally' });
    await organiser.send('chat:configure', { delaySeconds: 2 });
    const fine = await say(author, 'All is well');
    const foul = await say(author, 'All is not well');
    const has = (id: string) => (frame: { messages: MessageView[] }) => frame.messages.some((one) => one.id === id);
    await organiser.waitFor('chat:posted', has(foul.id));
    const view = await reader.send('chat:enter', { room: 'rally' });
    expect(view.messages.some(({ id }) => id === fine.id)).toBe(false);
    const page = await reader.send('chat:older', { room: 'rally', beforeSeq: Number.MAX_SAFE_INTEGER });
    expect(page.messages.some(({ id }) => id === fine.id)).toBe(false);
    expect((await organiser.send('chat:enter', { room: 'rally' })).messages.at(-1)).toMatchObject({ id: foul.id });
    await organiser.send('moderation:remove', { messageId: foul.id });
    await reader.waitFor('chat:posted', has(foul.id));
    const seen = reader.events('chat:posted').flatMap(({ messages }) => messages);
    expect(seen.find(({ id }) => id === fine.id)).toMatchObject({ text: 'All is well' });
    expect(seen.find(({ id }) => id === foul.id)).toMatchObject({ text: '', removed: true });
    await organiser.send('chat:configure', { delaySeconds: 0 });
    const next = await say(author, 'At once again');
    await reader.waitFor('chat:posted', has(next.id));
  });

  it('let somebody banned write to the moderators, once', async () => {
    const author = await citizen();
    await say(author, 'Namaste');
    expect(await author.get(`/api/rallies/public/${demoSlug}/appeal`)).toEqual({ banned: false, appealed: false });
    await organiser.send('moderation:ban', { identityId: author.identityId });
    await author.ended();
    const appeal = (text: string) => author.post(`/api/rallies/public/${demoSlug}/appeal`, { text });
    expect(await appeal('It was my brother')).toEqual({ banned: true, appealed: true });
    await expect(appeal('Please')).rejects.toMatchObject({ code: 'appeal-made' });
    const silenced = await organiser.send('moderation:list', {});
    expect(silenced).toContainEqual(expect.objectContaining({ appeal: 'It was my brother', banned: true }));
    const innocent = await citizen();
    await expect(innocent.post(`/api/rallies/public/${demoSlug}/appeal`, { text: 'Hello' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
