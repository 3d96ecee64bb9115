import { Injectable } from '@nestjs/common';
import { ballotKinds } from '@sammelan/shared/polls/polls.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { Redeemers } from '../invites/redeemers.service.js';
import { PhonesService } from '../phones/phones.service.js';
import type { OwnBallot } from './ballots.repository.js';
import { OwnBallots } from './own-ballots.service.js';
import { PollKeys } from './poll-keys.service.js';
import type { Poll } from './poll.entity.js';
import type { PollKey } from './pseudonyms.js';

type Voting = Pick<RallyCaller, 'identityId' | 'rallyId'>;

/** Under which pseudonym somebody's ballot in a poll is stored, and of which kind it is (index in `ballotKinds`). */
export interface Voter {
  voter: string;
  kind: number;
}

const anonymous = ballotKinds.indexOf('anonymous');
const invited = ballotKinds.indexOf('invited');
const verified = ballotKinds.indexOf('verified');

/**
 * Whose ballot is whose: the poll's key makes the pseudonym, of a phone, whoever of its people votes, or, without one, of the
 * identity itself.
 */
@Injectable()
export class Voters {
  constructor(
    private readonly phones: PhonesService,
    private readonly redeemers: Redeemers,
    private readonly keys: PollKeys,
    private readonly ownBallots: OwnBallots,
  ) {}

  /**
   * Without a wait for most, who have confirmed no phone. A ballot that was cast before the phone was confirmed stays the
   * person's only one, and of its kind. Null where the poll has no key any more.
   */
  of(person: Voting, poll: Poll): Voter | null | Promise<Voter | null> {
    const key = this.keys.of(poll.id);
    const came = this.redeemers.has(person);
    if (!this.phones.hasNone(person.identityId) || key instanceof Promise || came instanceof Promise)
      return this.askFor(person, poll, key, came);
    return key && unverified(key, person, came);
  }

  /** The ballots in these polls that count as this person's; of unlinked polls nobody knows. */
  async ballotsOf(identityId: string, polls: readonly Poll[]): Promise<OwnBallot[]> {
    if (polls.length === 0) return [];
    const [{ key: phoneId, verified: hasPhone }, keys] = await Promise.all([
      this.phones.voterKeyOf(identityId),
      this.keys.ofAll(polls.map(({ id }) => id)),
    ]);
    const places = (some: readonly Poll[], voter: string) =>
      some.flatMap(({ id, number }) => {
        const key = keys.get(id);
        return key ? [{ poll: number, voter: key.pseudonymOf(voter) }] : [];
      });
    const own = await this.ownBallots.in(places(polls, identityId));
    if (!hasPhone) return own;
    const answered = new Set(own.map(({ poll }) => poll));
    const left = polls.filter(({ number }) => !answered.has(number));
    return [...own, ...(await this.ownBallots.in(places(left, phoneId)))];
  }

  private async askFor(
    person: Voting,
    { number }: Poll,
    asked: PollKey | null | Promise<PollKey | null>,
    came: boolean | Promise<boolean>,
  ): Promise<Voter | null> {
    const [key, isInvited, phone] = await Promise.all([asked, came, this.phones.voterKeyOf(person.identityId)]);
    if (!key) return null;
    const own = unverified(key, person, isInvited);
    if (!phone.verified) return own;
    const [before] = await this.ownBallots.in([{ poll: number, voter: own.voter }]);
    return before ? own : { voter: key.pseudonymOf(phone.key), kind: verified };
  }
}

const unverified = (key: PollKey, { identityId }: Voting, isInvited: boolean): Voter => ({
  voter: key.pseudonymOf(identityId),
  kind: isInvited ? invited : anonymous,
});
