import { Injectable } from '@nestjs/common';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { ballotKinds } from '@sammelan/shared/polls/polls.rules.js';
import { textIn } from '@sammelan/shared/contract/local-text.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { PollKeys } from './poll-keys.service.js';
import { PollRegister, pollView } from './poll-register.service.js';
import { PollNotClosedError } from './polls.errors.js';
import { shownGroups } from './shown-regions.js';
import { TalliesService } from './tallies.service.js';

/** Cuts what links people to their ballots, for good: what an owner does once the poll has been audited. */
@Injectable()
export class PollUnlinkingService {
  constructor(
    private readonly register: PollRegister,
    private readonly keys: PollKeys,
    private readonly tallies: TalliesService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** Harmless when repeated. @throws PollNotClosedError */
  async unlink(caller: RallyCaller, pollId: string): Promise<PollView> {
    const { rallyId } = caller;
    const record = await this.register.get(rallyId, pollId);
    if (record.poll.state !== 'closed') throw new PollNotClosedError();
    const groups = shownGroups(await this.tallies.byRegion(record));
    const kinds = ballotKinds.map((kind) => ballotKinds.indexOf(record.shownAs[kind]));
    if (await this.keys.destroy(pollId, groups, kinds)) {
      const subject = textIn(record.poll.question, 'en');
      await this.audit.record({ actor: caller, action: 'poll.unlink', subject, details: { pollId }, rallyId });
    }
    const { poll } = await this.register.refresh(rallyId, pollId);
    this.tallies.settle(record);
    const at = poll.unlinkedAt?.toISOString() ?? '';
    this.broadcaster.toRally(rallyId, 'poll:unlinked', { pollId, at });
    return pollView(record, { sees: true, silence: this.organisation.get().silence });
  }
}
