import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RallyCaller } from '@sammelan/server/access/caller.js';
import { InvitesService } from '@sammelan/server/invites/invites.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { PollsService } from '@sammelan/server/polls/polls.service.js';
import { RalliesService } from '@sammelan/server/rallies/rallies.service.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { type BallotKind, ballotKinds, shownKinds } from '@sammelan/shared/polls/polls.rules.js';
import fc from 'fast-check';
import { openPoll, vote } from '../support/polls.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const script = fileURLToPath(new URL('../../web/public/recount.mjs', import.meta.url));
const options = ['Roads, "good" ones', 'Schools', '=Water'];

/** A voter casts, changes or sends again; those of one round at once. */
const step = fc.record({
  voter: fc.nat(47),
  choices: fc.uniqueArray(fc.nat(options.length - 1), { minLength: 1, maxLength: 2 }),
  retryOf: fc.option(fc.nat(3), { freq: 4 }),
});
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 });

describe('a recount', () => {
  let server: TestServer;
  let folder: string;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    folder = await mkdtemp(join(tmpdir(), 'sammelan-recount-'));
    rallyId = (await server.get(RalliesService).getBySlug(demoSlug)).id;
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (identityId: string): RallyCaller => ({
    identityId,
    deviceId: randomUUID(),
    sessionId: null,
    name: null,
    grants: [],
    rallyId,
    organisationId: server.get(OrganisationService).id,
    region: null,
  });
  const listOf = async (pollId: string, query = ''): Promise<string> =>
    (await fetch(`${server.url}/api/rallies/${rallyId}/polls/${pollId}/ballots.csv${query}`)).text();
  /** What the script prints: by column, the voters and the counts; and how it ended. */
  const recount = async (
    csv: string,
  ): Promise<{ status: number | null; figures: Record<string, number[]>; said: string }> => {
    const file = join(folder, `${randomUUID()}.csv`);
    await writeFile(file, csv);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
    const [head = [], ...rows] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(0, 40).trim().split(/\s+/));
    const figures = Object.fromEntries(head.map((name, column) => [name, rows.map((row) => Number(row[column]))]));
    return { status, figures, said: stderr };
  };
  /** The same as the server tells it. */
  const told = (tally: NonNullable<Awaited<ReturnType<PollsService['close']>>['tally']>): Record<string, number[]> => ({
    all: [tally.voters, ...tally.counts],
    ...Object.fromEntries(
      ballotKinds.map((kind) => [kind, [tally.byKind![kind].voters, ...tally.byKind![kind].counts]]),
    ),
  });

  it('gives what the server shows, in total and of each kind apart, whatever was changed and sent again', async () => {
    const polls = server.get(PollsService);
    const desk = person(randomUUID());
    // Twelve came by the open link, twelve by an invitation, and twenty-four share twelve confirmed phones.
    const identities = Array.from({ length: 48 }, () => randomUUID());
    const { id: inviteId } = await server.get(InvitesService).create({
      role: 'viewer',
      label: 'Everyone in the block',
      quota: 100,
      rallyId,
      createdBy: null,
    });
    for (const identity of identities.slice(12, 24))
      await server.sql('insert into invite_uses (invite_id, identity_id) values ($1, $2)', [inviteId, identity]);
    for (const [nth, identity] of identities.slice(24).entries())
      await server.get(PhonesService).confirm(identity, server.get(Vault).seal(`+9198765432${10 + (nth % 12)}`));
    const keyOf = (voter: number): string => (voter < 24 ? String(voter) : `phone ${voter % 12}`);
    const kindOf = (voter: number): BallotKind => (voter < 12 ? 'anonymous' : voter < 24 ? 'invited' : 'verified');

    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        const { id: pollId } = await polls.draft(desk, {
          kind: 'multiple',
          question: { en: 'What first?' },
          options: options.map((en) => ({ en })),
          maxChoices: 2,
          results: 'live',
          changeable: true,
        });
        await polls.open(desk, pollId);
        const sent = new Map<number, { choices: number[]; clientId: string }[]>();
        const receipts = new Map<string, { receipt: string; kind: BallotKind }>();
        for (const round of plan) {
          await Promise.all(
            round.map(async ({ voter, choices, retryOf }) => {
              const earlier = sent.get(voter) ?? [];
              const ballot = (retryOf === null ? undefined : earlier.at(-1 - retryOf)) ?? {
                choices,
                clientId: randomUUID(),
              };
              sent.set(voter, [...earlier, ballot]);
              const { receipt } = await polls.vote(person(identities[voter]!), { pollId, ...ballot });
              const before = receipts.get(keyOf(voter));
              if (before) expect(receipt).toBe(before.receipt);
              receipts.set(keyOf(voter), { receipt, kind: kindOf(voter) });
            }),
          );
        }
        const { tally } = await polls.close(desk, pollId);
        const csv = await listOf(pollId);
        const { status, figures, said } = await recount(csv);
        expect({ status, said, figures }).toEqual({ status: 0, said: '', figures: told(tally!) });
        expect(tally!.voters).toBe(receipts.size);
        // Each voter has one ballot, and it is in the list under its receipt and kind, as far as ten others share that.
        const cast = [...receipts.values()];
        const countOf = (name: BallotKind): number => cast.filter(({ kind }) => kind === name).length;
        const shownAs = shownKinds({
          anonymous: countOf('anonymous'),
          invited: countOf('invited'),
          verified: countOf('verified'),
        });
        const lines = csv
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',').slice(0, 2).join());
        expect(lines.sort()).toEqual(cast.map(({ receipt, kind }) => `${receipt},${shownAs[kind]}`).sort());
      }),
      { numRuns: 12 },
    );
  });

  it('names what is wrong with a list', async () => {
    const good = '\uFEFFreceipt,kind,Yes,No\r\nAAAA-AAAA-AAAA-AAAA,verified,1,0\r\n';
    expect(await recount(good)).toMatchObject({ status: 0, figures: { all: [1, 1, 0] } });
    const twice = await recount(`${good}AAAA-AAAA-AAAA-AAAA,anonymous,0,1\r\n`);
    expect(twice).toMatchObject({ status: 1, said: expect.stringContaining('stands there twice') as string });
    for (const line of ['BBBB,member,1,0', 'BBBB,invited,1', 'BBBB,invited,2,0', 'BBBB,invited,0,0'])
      expect((await recount(`${good}${line}\r\n`)).status).toBe(1);
  });

  it('is of a list that comes in parts, each with the ballots whose receipts begin so', async () => {
    const owner = await server.owner();
    const { id: pollId } = await openPoll(owner);
    const voters = Array.from({ length: 100 }, () => person(randomUUID()));
    await Promise.all(
      voters.map((voter) => server.get(PollsService).vote(voter, { pollId, choices: [0], clientId: randomUUID() })),
    );
    await owner.send('poll:close', { pollId });
    const lines = (csv: string): string[] => csv.trim().split('\r\n').slice(1);
    const all = lines(await listOf(pollId));
    expect(all).toHaveLength(100);
    const start = all[50]!.slice(0, 1);
    expect(lines(await listOf(pollId, `?starts=${start}`))).toEqual(all.filter((line) => line.startsWith(start)));
    expect(JSON.parse(await listOf(pollId, '?starts=U'))).toMatchObject({ error: { code: 'invalid-payload' } });
  });

  it('counts a voter’s id from the session alone: five hundred forged ones change nothing', async () => {
    const owner = await server.owner();
    const { id: pollId } = await openPoll(owner);
    const viewer = await server.viewer('BR-GAYA');
    const { receipt } = await vote(viewer, pollId, [0]);
    const fields = ['voter', 'voterId', 'identityId', 'receipt', 'kind', 'phoneId', 'regionPath', '__proto__'];
    // As many as one socket may send at once.
    for (let forger = 0; forger < 10; forger += 1) {
      const client = await server.viewer();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, nth) =>
          client.sendRaw('poll:vote', {
            pollId,
            choices: [1],
            clientId: randomUUID(),
            [fields[nth % fields.length]!]: nth % 2 ? viewer.identityId : randomUUID(),
          }),
        ),
      );
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-payload' } });
      client.close();
    }
    await owner.send('poll:close', { pollId });
    expect((await listOf(pollId)).trim().split('\r\n').slice(1)).toEqual([`${receipt},anonymous,1,0`]);
  });
});
