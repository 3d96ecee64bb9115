import { randomUUID } from 'node:crypto';
import type { BallotView, DraftPollDto, PollView } from '@sammelan/shared/polls/polls.dto.js';
import { ballotKinds } from '@sammelan/shared/polls/polls.rules.js';
import type { TestClient } from './test-client.js';
import type { TestServer } from './test-server.js';

/** A drafted poll of two options whose results are live and whose ballots are final, unless told otherwise. */
export const draftPoll = (organiser: TestClient, change: Partial<DraftPollDto> = {}): Promise<PollView> =>
  organiser.send('poll:draft', {
    kind: 'single',
    question: { en: 'Shall the canal be dug this winter?', hi: 'क्या नहर इस जाड़े में खुदे?' },
    ...(change.kind === 'rating'
      ? {}
      : {
          options: [
            { en: 'Yes', hi: 'हाँ' },
            { en: 'No', hi: 'नहीं' },
          ],
        }),
    results: 'live',
    changeable: false,
    ...change,
  });

export async function openPoll(organiser: TestClient, change: Partial<DraftPollDto> = {}): Promise<PollView> {
  const { id } = await draftPoll(organiser, change);
  return organiser.send('poll:open', { pollId: id });
}

/** Casts a ballot under a client id of its own, or under `clientId` as a retry does. */
export const vote = (
  voter: TestClient,
  pollId: string,
  choices: number[],
  clientId: string = randomUUID(),
): Promise<BallotView> => voter.send('poll:vote', { pollId, choices, clientId });

export interface Counted {
  voters: number;
  counts: number[];
}

/** A region, and the kind of ballot where it is not anonymous. */
const placeOf = (path: string, kind: number): string => (kind === 0 ? path : `${path} ${ballotKinds[kind]}`);

/** What the tally rows say, by region and kind; and the same counted anew from the ballots. */
export async function tallyAndRecount(
  server: TestServer,
  pollId: string,
): Promise<{ tally: Record<string, Counted>; recount: Record<string, Counted> }> {
  const number = '(select number from polls where id = $1)';
  const tallies = await server.sql<Counted & { path: string; kind: number }>(
    `select region_path as path, kind, voters, counts from tallies where poll = ${number} and voters <> 0 order by kind`,
    [pollId],
  );
  const ballots = await server.sql<{ path: string; kind: number; choices: number }>(
    `select region_path as path, kind, choices from ballots join tallies on tallies.id = tally where ballots.poll = ${number}`,
    [pollId],
  );
  const recount: Record<string, Counted> = {};
  for (const { path, kind, choices } of ballots) {
    const row = (recount[placeOf(path, kind)] ??= { voters: 0, counts: Array<number>(10).fill(0) });
    row.voters += 1;
    row.counts = row.counts.map((count, option) => count + ((choices >> option) & 1));
  }
  const tally = Object.fromEntries(
    tallies.map(({ path, kind, voters, counts }) => [placeOf(path, kind), { voters, counts }]),
  );
  return { tally, recount };
}
