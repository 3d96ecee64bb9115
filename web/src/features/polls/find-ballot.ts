import { type BallotKind, receiptStart } from '@sammelan/shared/polls/polls.rules.js';
import { apiResponse } from '../../app/api.js';

/** A ballot as it stands in the public list. */
export interface FoundBallot {
  kind: BallotKind;
  choices: number[];
}

/**
 * Looks a receipt up in the public list; null where it is not there. Of a long list a part comes, with hundreds of others' in it,
 * so that the server does not learn which is asked for.
 * @param url of the list @param voters how many ballots it holds @throws AppError
 */
export async function findBallot(url: string, receipt: string, voters: number): Promise<FoundBallot | null> {
  const start = receiptStart(receipt, voters);
  const response = await apiResponse(start ? `${url}?starts=${start}` : url);
  return ballotIn(await response.text(), receipt);
}

/** Rows hold no quotes: a receipt, a kind, and 0 or 1 for each option. */
export function ballotIn(csv: string, receipt: string): FoundBallot | null {
  const row = csv.split('\r\n').find((line) => line.startsWith(`${receipt},`));
  if (row === undefined) return null;
  const [, kind, ...options] = row.split(',');
  return { kind: kind as BallotKind, choices: options.flatMap((chosen, index) => (chosen === '1' ? [index] : [])) };
}
