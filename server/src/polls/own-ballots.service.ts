import { Injectable } from '@nestjs/common';
import { Batcher } from '../database/batcher.js';
import { type BallotPlace, BallotsRepository, type OwnBallot } from './ballots.repository.js';

/** Large enough that ten thousand viewers who reconnect at once cost a few queries. */
const batching = { maxBatch: 5000, lanes: 2 };

/** Finds voters' own ballots, many voters in one query. */
@Injectable()
export class OwnBallots {
  private readonly batcher = new Batcher<readonly BallotPlace[], OwnBallot[]>((asked) => this.read(asked), batching);

  constructor(private readonly repository: BallotsRepository) {}

  /** The ballots that lie in these places. Sees every ballot that was acked before the call. */
  async in(places: readonly BallotPlace[]): Promise<OwnBallot[]> {
    return places.length === 0 ? [] : this.batcher.add(places);
  }

  private async read(asked: (readonly BallotPlace[])[]): Promise<OwnBallot[][]> {
    const places = new Map(asked.flat().map((place) => [keyOf(place), place]));
    const found = new Map((await this.repository.of([...places.values()])).map((ballot) => [keyOf(ballot), ballot]));
    return asked.map((some) =>
      some.flatMap((place) => {
        const ballot = found.get(keyOf(place));
        return ballot ? [ballot] : [];
      }),
    );
  }
}

const keyOf = ({ poll, voter }: BallotPlace): string => `${poll} ${voter}`;
