import { Injectable } from '@nestjs/common';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import {
  type DryRunHit,
  type DryRunView,
  type RuleSetDto,
  type RuleSetView,
  verdicts,
} from '@sammelan/shared/moderation/rules.dto.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { CompiledRules, Watch } from './rules/pipeline.js';
import { RuleSetsRepository } from './rule-sets.repository.js';

const dryRunMessages = 1000;
const shownHits = 200;

type Listener = (rallyId: string | null) => void;

/** Rule sets: the rally's own, else the organisation's, else the preset. Kept ready for use, because every message asks. */
@Injectable()
export class RuleSetsService {
  private readonly compiled = new Map<string, Promise<CompiledRules>>();
  private readonly listeners: Listener[] = [];

  constructor(
    private readonly repository: RuleSetsRepository,
    private readonly organisation: OrganisationService,
    private readonly rooms: ChatRoomsService,
    private readonly audit: AuditService,
  ) {}

  /** Called with the rally whose rules changed; null: those of all rallies without a set of their own. */
  onChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** The rules that hold in a rally. */
  of(rallyId: string): Promise<CompiledRules> {
    const known = this.compiled.get(rallyId);
    if (known) return known;
    const loading = this.view(rallyId).then(({ rules }) => new CompiledRules(rules));
    this.compiled.set(rallyId, loading);
    loading.catch(() => this.compiled.delete(rallyId));
    return loading;
  }

  /** @param rallyId null: the organisation's */
  async view(rallyId: string | null): Promise<RuleSetView> {
    const own = await this.repository.find(this.organisation.id, rallyId);
    const found = own ?? (rallyId === null ? null : await this.repository.find(this.organisation.id, null));
    if (!found) return { rules: presetRules, source: 'preset', updatedAt: null };
    // A rule that came with a later release has the preset's value in a set from before it.
    const rules = { ...presetRules, ...found.rules };
    const source = found.rallyId === null ? 'organisation' : 'rally';
    return { rules, source, updatedAt: found.updatedAt.toISOString() };
  }

  async save(caller: Caller, rallyId: string | null, rules: RuleSetDto): Promise<RuleSetView> {
    await this.repository.save(this.organisation.id, rallyId, rules, caller.identityId);
    const { wordsHi, wordsEn, welcome, linkHosts, ...rest } = rules;
    const sizes = { words: wordsHi.length + wordsEn.length, welcome: welcome.length, hosts: linkHosts.length };
    await this.record(caller, rallyId, 'moderation.set-rules', { ...rest, ...sizes });
    return this.view(rallyId);
  }

  /** Back to the organisation's rules, or to the preset. */
  async reset(caller: Caller, rallyId: string | null): Promise<RuleSetView> {
    await this.repository.remove(this.organisation.id, rallyId);
    await this.record(caller, rallyId, 'moderation.reset-rules', {});
    return this.view(rallyId);
  }

  /** What these rules would have done with the last messages of a rally, at the pace at which they were written. */
  async dryRun(rallyId: string, set: RuleSetDto): Promise<DryRunView> {
    const messages = (await this.rooms.lastIn(rallyId, dryRunMessages)).reverse();
    const rules = new CompiledRules(set);
    const watch = new Watch();
    const counts = { allow: 0, hold: 0, drop: 0, mute: 0 } satisfies Record<(typeof verdicts)[number], number>;
    const hits: DryRunHit[] = [];
    for (const { authorId, deviceId, authorName, text, at } of messages) {
      const judged = { authorId, deviceId, inviteId: null, text, bannedElsewhere: false };
      const { verdict, findings } = watch.judge(rules, judged, at.getTime());
      counts[verdict] += 1;
      if (verdict === 'allow') continue;
      const reasons = findings.map(({ rule, because }) => ({ rule, because }));
      hits.push({ text, authorName, authorId, at: at.toISOString(), verdict, findings: reasons });
    }
    return { tried: messages.length, counts, hits: hits.reverse().slice(0, shownHits) };
  }

  private async record(
    caller: Caller,
    rallyId: string | null,
    action: 'moderation.set-rules' | 'moderation.reset-rules',
    details: Record<string, unknown>,
  ): Promise<void> {
    if (rallyId === null) this.compiled.clear();
    else this.compiled.delete(rallyId);
    for (const listener of this.listeners) listener(rallyId);
    await this.audit.record({ actor: caller, action, subject: 'rules', details, rallyId });
  }
}
