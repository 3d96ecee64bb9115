import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { ChatSettings, MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { ChatRoomsService, type NewMessage } from '../chat/chat-rooms.service.js';
import { ChatMutedError, ChatRefusedError } from '../chat/chat.errors.js';
import { ChatService } from '../chat/chat.service.js';
import { Batcher } from '../database/batcher.js';
import { InviteUses } from '../invites/invite-uses.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { HoldQueueService } from './hold-queue.service.js';
import { ModerationRepository, type RuleMute } from './moderation.repository.js';
import { foreignHost } from './rules/links.js';
import { type CompiledRules, Watch } from './rules/pipeline.js';
import { type Judgement, strongest } from './rules/verdict.js';
import { RuleSetsService } from './rule-sets.service.js';
import { SilenceBook } from './silence-book.js';

/** Verdicts kept for retries: a message is judged once, however often it is sent. */
const keptVerdicts = 10_000;

const minuteMs = 60_000;

/** After a restart, what was written within this time is looked at again, but no more messages than these. */
const resumeMs = 60_000;
const resumeMessages = 2000;

const batching = { maxBatch: 500, lanes: 1 };

/** Judges every message of a citizen before it is stored. */
@Injectable()
export class ScreenService implements OnModuleInit {
  private readonly logger = new Logger(ScreenService.name);
  private readonly watches = new Map<string, Promise<Watch>>();
  private readonly judged = new Map<string, Judgement>();
  private readonly count: (verdict: string) => void;
  private readonly storeMute = new Batcher<RuleMute, void>(
    (mutes) => this.repository.muteByRule(mutes).then(() => []),
    batching,
  );

  constructor(
    private readonly repository: ModerationRepository,
    private readonly rules: RuleSetsService,
    private readonly rooms: ChatRoomsService,
    private readonly invites: InviteUses,
    private readonly queue: HoldQueueService,
    private readonly book: SilenceBook,
    private readonly chat: ChatService,
    private readonly rallies: RalliesService,
    private readonly broadcaster: Broadcaster,
    metrics: MetricsService,
  ) {
    const held = metrics.counter('chat_judged_held_total', 'Chat messages that a rule has held.');
    const refused = metrics.counter('chat_judged_refused_total', 'Chat messages that a rule has refused.');
    this.count = (verdict) => (verdict === 'hold' ? held : refused).add();
  }

  onModuleInit(): void {
    this.chat.screenBy({
      judge: (caller, message, settings) => this.judge(caller, message, settings),
      waiting: (rallyId, authorId, roomKey) => this.queue.waiting(rallyId, authorId, roomKey),
    });
    this.rules.onChanged((rallyId) => {
      for (const [id, watch] of this.watches)
        if (rallyId === null || rallyId === id) void watch.then((one) => one.restart());
    });
    this.rallies.onMoved(({ id, state }) => {
      if (state === 'archived') this.watches.delete(id);
    });
  }

  private async judge(caller: RallyCaller, message: NewMessage, settings: ChatSettings): Promise<MessageView | null> {
    const rules = await this.rules.of(message.rallyId);
    const inviteId = rules.set.floodVerdict === 'allow' ? null : await this.invites.of(caller);
    const watch = await this.watchOf(message.rallyId, rules);
    const { verdict, findings } = this.verdictOn(caller, { ...message, inviteId }, settings, rules, watch);
    if (verdict === 'allow') return null;
    this.count(verdict);
    if (verdict === 'hold') return this.queue.hold(message, findings);
    if (verdict === 'drop') throw new ChatRefusedError(findings.find((one) => one.verdict === 'drop')?.rule ?? 'words');
    throw new ChatMutedError(await this.mute(caller, rules.set.muteMinutes));
  }

  private verdictOn(
    { identityId, deviceId }: RallyCaller,
    { rallyId, clientId, text, inviteId }: NewMessage & { inviteId: string | null },
    settings: ChatSettings,
    rules: CompiledRules,
    watch: Watch,
  ): Judgement {
    const once = `${identityId} ${clientId}`;
    const known = this.judged.get(once);
    if (known) return known;
    const bannedElsewhere = this.book.isBannedElsewhere(rallyId, identityId, deviceId);
    const judged = { authorId: identityId, deviceId, inviteId, text, bannedElsewhere };
    const { verdict, findings } = watch.judge(rules, judged, performance.now());
    const judgement = settled({ verdict, findings }, settings, rules, text);
    this.judged.set(once, judgement);
    if (this.judged.size > keptVerdicts) this.judged.delete(this.judged.keys().next().value as string);
    return judgement;
  }

  /** Stored too: a restart does not lift it. */
  private async mute({ rallyId, identityId }: RallyCaller, minutes: number): Promise<string> {
    const leftMs = minutes * minuteMs;
    const until = Date.now() + leftMs;
    this.book.muteByRule(rallyId, identityId, until);
    // Where the database is away the mute holds here.
    await this.storeMute.add({ rallyId, identityId, leftMs }).catch((err: unknown) => this.logger.warn({ err }));
    const iso = new Date(until).toISOString();
    this.broadcaster.toIdentity(rallyId, identityId, 'chat:muted', { until: iso });
    return iso;
  }

  private watchOf(rallyId: string, rules: CompiledRules): Promise<Watch> {
    const known = this.watches.get(rallyId);
    if (known) return known;
    const loading = this.resume(rallyId, rules).catch(() => new Watch());
    this.watches.set(rallyId, loading);
    return loading;
  }

  /** Takes up what rules remember where a restart has cut it off: whoever was too fast or repeats themselves still does. */
  private async resume(rallyId: string, rules: CompiledRules): Promise<Watch> {
    const watch = new Watch();
    const [now, wallNow] = [performance.now(), Date.now()];
    for (const { authorId, deviceId, text, at } of (await this.rooms.lastIn(rallyId, resumeMessages)).reverse()) {
      const agoMs = Math.max(0, wallNow - at.getTime());
      if (agoMs > resumeMs) continue;
      watch.judge(rules, { authorId, deviceId, inviteId: null, text, bannedElsewhere: false }, now - agoMs);
    }
    return watch;
  }
}

/** What the rules found, with what the desk has set for the moment. */
function settled({ findings }: Judgement, settings: ChatSettings, rules: CompiledRules, text: string): Judgement {
  const { linksAllowed, holdLinks, holdAll } = settings;
  const found = findings.filter(({ rule }) => rule !== 'links' || !linksAllowed || holdLinks);
  if (holdLinks && !found.some(({ rule }) => rule === 'links')) {
    const host = foreignHost(text, rules.set.linkHosts);
    if (host !== null) found.push({ rule: 'links', verdict: 'hold', because: host });
  }
  if (holdAll) found.push({ rule: 'hold-all', verdict: 'hold', because: '' });
  return strongest(found);
}
