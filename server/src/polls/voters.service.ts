import { Injectable } from '@nestjs/common';
import { PhonesService } from '../phones/phones.service.js';
import type { OwnBallot } from './ballots.repository.js';
import { OwnBallots } from './own-ballots.service.js';

/** Under whose key a ballot is stored: a phone's, whoever of its people votes, or, without one, the identity's own. */
@Injectable()
export class Voters {
  constructor(
    private readonly phones: PhonesService,
    private readonly ownBallots: OwnBallots,
  ) {}

  /** A ballot that was cast before the phone was confirmed stays the person's only one. */
  keyFor(identityId: string, poll: number): string | Promise<string> {
    return this.phones.hasNone(identityId) ? identityId : this.askFor(identityId, poll);
  }

  private async askFor(identityId: string, poll: number): Promise<string> {
    const { key, verified } = await this.phones.voterKeyOf(identityId);
    if (!verified) return identityId;
    const [before] = await this.ownBallots.of(identityId, [poll]);
    return before ? identityId : key;
  }

  /** The ballots in these polls (by number) that count as this person's. */
  async ballotsOf(identityId: string, polls: readonly number[]): Promise<OwnBallot[]> {
    const { key, verified } = await this.phones.voterKeyOf(identityId);
    const own = await this.ownBallots.of(identityId, polls);
    if (!verified) return own;
    const answered = new Set(own.map(({ poll }) => poll));
    const left = polls.filter((poll) => !answered.has(poll));
    return [...own, ...(await this.ownBallots.of(key, left))];
  }
}
