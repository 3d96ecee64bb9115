import { Injectable } from '@nestjs/common';
import { Batcher } from '../database/batcher.js';
import { BallotsRepository, type OwnBallot } from './ballots.repository.js';

interface Question {
  voter: string;
  polls: readonly number[];
}

/** Large enough that ten thousand viewers who reconnect at once cost a few queries. */
const batching = { maxBatch: 5000, lanes: 2 };

/** Finds voters' own ballots, many voters in one query. */
@Injectable()
export class OwnBallots {
  private readonly batcher = new Batcher<Question, OwnBallot[]>((questions) => this.read(questions), batching);

  constructor(private readonly repository: BallotsRepository) {}

  /** The voter's ballots in these polls (by number). Sees every ballot that was acked before the call. */
  async of(voter: string, polls: readonly number[]): Promise<OwnBallot[]> {
    return polls.length === 0 ? [] : this.batcher.add({ voter, polls });
  }

  private async read(questions: Question[]): Promise<OwnBallot[][]> {
    const polls = new Set(questions.flatMap((question) => question.polls));
    const voters = new Set(questions.map(({ voter }) => voter));
    const byVoter = new Map<string, OwnBallot[]>();
    for (const ballot of await this.repository.of([...polls], [...voters])) {
      byVoter.set(ballot.voter, [...(byVoter.get(ballot.voter) ?? []), ballot]);
    }
    return questions.map(({ voter, polls: wanted }) =>
      (byVoter.get(voter) ?? []).filter(({ poll }) => wanted.includes(poll)),
    );
  }
}
