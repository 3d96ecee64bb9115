import type { RallyCaller } from '@sammelan/server/access/caller.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import { PollsService } from '@sammelan/server/polls/polls.service.js';
import { RalliesService } from '@sammelan/server/rallies/rallies.service.js';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { tallyAndRecount } from '../support/polls.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const paths = ['/', '/BR/', '/BR/BR-GAYA/', '/BR/BR-GAYA/BR-GAYA-BODH-GAYA/', '/BR/BR-PATNA/'];
const options = 4;

/** A voter casts a ballot, or sends again the one `retryOf` before their last. */
const step = fc.record({
  voter: fc.nat(7),
  region: fc.nat(paths.length - 1),
  choices: fc.uniqueArray(fc.nat(options - 1), { minLength: 1, maxLength: 2 }),
  retryOf: fc.option(fc.nat(5), { freq: 3 }),
});
/** Steps of one round are sent at once, rounds one after the other. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 6 });

interface Sent {
  choices: number[];
  region: number;
  clientId: string;
}

describe('the tally', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it.each([true, false])('is the recount of the ballots that count (changeable: %s)', async (changeable) => {
    const polls = server.get(PollsService);
    const rally = await server.get(RalliesService).getBySlug(demoSlug);
    const caller = (identityId: string, path = '/'): RallyCaller => ({
      identityId,
      deviceId: randomUUID(),
      sessionId: null,
      name: null,
      grants: [],
      rallyId: rally.id,
      organisationId: server.get(OrganisationService).id,
      region: path === '/' ? null : { code: path.split('/').at(-2)!, path },
    });

    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        const desk = caller(randomUUID());
        const { id: pollId } = await polls.draft(desk, {
          kind: 'multiple',
          question: { en: 'Which?' },
          options: Array.from({ length: options }, (_, n) => ({ en: `Option ${n}` })),
          maxChoices: 2,
          results: 'live',
          changeable,
        });
        await polls.open(desk, pollId);
        const voters = Array.from({ length: 8 }, () => randomUUID());
        const sent = new Map<string, Sent[]>(voters.map((voter) => [voter, []]));
        for (const round of plan) {
          await Promise.all(
            round.map(async ({ voter: index, region, choices, retryOf }) => {
              const voter = voters[index]!;
              const earlier = sent.get(voter)!;
              const again = retryOf === null ? undefined : earlier.at(-1 - retryOf);
              const ballot = again ?? { choices, region, clientId: randomUUID() };
              if (!again) earlier.push(ballot);
              // Where ballots are final all but the first are refused; that too is an outcome.
              await polls
                .vote(caller(voter, paths[ballot.region]), {
                  pollId,
                  choices: ballot.choices,
                  clientId: ballot.clientId,
                })
                .catch((error: { code: string }) => expect(error.code).toBe('ballot-final'));
            }),
          );
        }

        const expected: Record<string, { voters: number; counts: number[] }> = {};
        for (const ballots of sent.values()) {
          const counted = changeable ? ballots.at(-1) : ballots[0];
          if (!counted) continue;
          const row = (expected[paths[counted.region]!] ??= { voters: 0, counts: Array<number>(10).fill(0) });
          row.voters += 1;
          for (const choice of counted.choices) row.counts[choice]! += 1;
        }
        const { tally, recount } = await tallyAndRecount(server, pollId);
        expect(tally).toEqual(expected);
        expect(recount).toEqual(expected);
        const closed = await polls.close(desk, pollId);
        expect(closed.tally!.voters).toBe(Object.values(expected).reduce((sum, { voters: n }) => sum + n, 0));
      }),
      { numRuns: 60 },
    );
  });
});
