import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChatSettings, MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { RallyCaller } from '../access/caller.js';
import type { NewMessage } from '../chat/chat-rooms.service.js';
import { ChatMutedError, ChatRefusedError } from '../chat/chat.errors.js';
import { ChatService } from '../chat/chat.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { HoldQueueService } from './hold-queue.service.js';
import { foreignHost } from './rules/links.js';
import { type CompiledRules, Watch } from './rules/pipeline.js';
import { type Judgement, strongest } from './rules/verdict.js';
import { RuleSetsService } from './rule-sets.service.js';
import { SilenceBook } from './silence-book.js';

/** Verdicts kept for retries: a message is judged once, however often it is sent. */
const keptVerdicts = 10_000;

const minuteMs = 60_000;

/** Judges every message of a citizen before it is stored. */
@Injectable()
export class ScreenService implements OnModuleInit {
  private readonly watches = new Map<string, Watch>();
  private readonly judged = new Map<string, Judgement>();
  private readonly count: (verdict: string) => void;

  constructor(
    private readonly rules: RuleSetsService,
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
      for (const [id, watch] of this.watches) if (rallyId === null || rallyId === id) watch.restart();
    });
    this.rallies.onMoved(({ id, state }) => {
      if (state === 'archived') this.watches.delete(id);
    });
  }

  private async judge(caller: RallyCaller, message: NewMessage, settings: ChatSettings): Promise<MessageView | null> {
    const rules = await this.rules.of(message.rallyId);
    const { verdict, findings } = this.verdictOn(caller, message, settings, rules);
    if (verdict === 'allow') return null;
    this.count(verdict);
    if (verdict === 'hold') return this.queue.hold(message, findings);
    if (verdict === 'drop') throw new ChatRefusedError(findings.find((one) => one.verdict === 'drop')?.rule ?? 'words');
    throw new ChatMutedError(this.mute(caller, rules.set.muteMinutes));
  }

  private verdictOn(
    { identityId, deviceId }: RallyCaller,
    { rallyId, clientId, text }: NewMessage,
    settings: ChatSettings,
    rules: CompiledRules,
  ): Judgement {
    const once = `${identityId} ${clientId}`;
    const known = this.judged.get(once);
    if (known) return known;
    const bannedElsewhere = this.book.isBannedElsewhere(rallyId, identityId, deviceId);
    const judged = { authorId: identityId, deviceId, inviteId: null, text, bannedElsewhere };
    const { verdict, findings } = this.watchOf(rallyId).judge(rules, judged, performance.now());
    const judgement = settled({ verdict, findings }, settings, rules, text);
    this.judged.set(once, judgement);
    if (this.judged.size > keptVerdicts) this.judged.delete(this.judged.keys().next().value as string);
    return judgement;
  }

  private mute({ rallyId, identityId }: RallyCaller, minutes: number): string {
    const until = Date.now() + minutes * minuteMs;
    this.book.muteByRule(rallyId, identityId, until);
    const iso = new Date(until).toISOString();
    this.broadcaster.toIdentity(rallyId, identityId, 'chat:muted', { until: iso });
    return iso;
  }

  private watchOf(rallyId: string): Watch {
    const watch = this.watches.get(rallyId) ?? new Watch();
    this.watches.set(rallyId, watch);
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
