import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import {
  type CreatePushTargetDto,
  pushTargetsPerRally,
  type PushTargetView,
} from '@sammelan/shared/simulcast/simulcast.dto.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import type { ProgrammeLog } from '../media/packaging/programme-log.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Vault } from '../vault/vault.js';
import { PushRun } from './push-run.js';
import type { PushTarget } from './push-target.entity.js';
import { PushTargetsRepository } from './push-targets.repository.js';
import { PushTargetsFullError } from './simulcast.errors.js';

/** Sends rallies' programmes on to other services, as long as the producer wants it and the rally is live. */
@Injectable()
export class PushesService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PushesService.name);
  private readonly logs = new Map<string, ProgrammeLog>();
  private readonly runs = new Map<string, PushRun>();
  private stopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly repository: PushTargetsRepository,
    private readonly rallies: RalliesService,
    private readonly packaging: PackagingService,
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.packaging.onOpened((rallyId, log) => {
      this.logs.set(rallyId, log);
      this.resume(rallyId);
    });
    this.rallies.onMoved(async ({ id, state }) => {
      if (state !== 'live') await this.stopAll(id);
    });
  }

  /** What was sent when the server stopped is sent again, once its programme goes on. */
  onApplicationBootstrap(): void {
    for (const rallyId of this.logs.keys()) this.resume(rallyId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.runs.values()].map((run) => run.stop()));
  }

  async list(rallyId: string): Promise<PushTargetView[]> {
    await this.rallies.get(rallyId);
    return (await this.repository.list(rallyId)).map((target) => this.view(target));
  }

  async create(by: Caller, rallyId: string, dto: CreatePushTargetDto): Promise<PushTargetView> {
    await this.rallies.get(rallyId);
    const id = uuid();
    const { sealed: keySealed, keyId } = this.vault.sealText(dto.key, contextOf(id));
    const { name, url, rung } = dto;
    const target = { id, rallyId, name, url, rung, keySealed, keyId, wanted: false, createdAt: new Date() };
    if (!(await this.repository.insert(target, pushTargetsPerRally)))
      throw new PushTargetsFullError(pushTargetsPerRally);
    await this.record(by, 'push.create', target);
    return this.view(target);
  }

  async start(by: Caller, rallyId: string, id: string): Promise<PushTargetView> {
    const target = await this.find(rallyId, id);
    await this.repository.setWanted(id, true);
    await this.record(by, 'push.start', target);
    // Who starts it again after it failed wants another attempt now.
    await this.end(id);
    this.run(target);
    return this.view({ ...target, wanted: true });
  }

  async stop(by: Caller, rallyId: string, id: string): Promise<PushTargetView> {
    const target = await this.find(rallyId, id);
    await this.repository.setWanted(id, false);
    await this.end(id);
    await this.record(by, 'push.stop', target);
    return this.view({ ...target, wanted: false });
  }

  async remove(by: Caller, rallyId: string, id: string): Promise<void> {
    const target = await this.find(rallyId, id);
    await this.repository.delete(id);
    await this.end(id);
    await this.record(by, 'push.remove', target);
  }

  /** The ffmpeg processes that send now, by target. */
  pids(): Map<string, number> {
    return new Map([...this.runs].flatMap(([id, { pid }]) => (pid === undefined ? [] : [[id, pid] as const])));
  }

  private async find(rallyId: string, id: string): Promise<PushTarget> {
    const target = await this.repository.find(id);
    if (!target || target.rallyId !== rallyId) throw new NotFoundError('target');
    return target;
  }

  private resume(rallyId: string): void {
    this.repository
      .list(rallyId)
      .then((targets) => targets.filter(({ wanted }) => wanted).forEach((target) => this.run(target)))
      .catch((error: unknown) => this.logger.error({ err: error, rallyId }));
  }

  private run(target: PushTarget): void {
    const log = this.logs.get(target.rallyId);
    const { ffmpeg } = this.packaging;
    if (!log || log.endedAt !== null || !ffmpeg || this.stopping || this.runs.has(target.id)) return;
    const { id, url, rung, keySealed, keyId, name } = target;
    const key = this.vault.openText({ sealed: keySealed, keyId }, contextOf(id));
    const allowInner = this.config.media.pushInside;
    const complain = (trouble: string, words: string) =>
      this.logger.warn({ msg: 'a push broke', name, trouble, words });
    this.runs.set(id, new PushRun({ ffmpeg, log, rung, url, key, allowInner, complain }));
  }

  private async end(id: string): Promise<void> {
    const run = this.runs.get(id);
    this.runs.delete(id);
    await run?.stop();
  }

  private async stopAll(rallyId: string): Promise<void> {
    this.logs.delete(rallyId);
    for (const { id } of await this.repository.list(rallyId)) await this.end(id);
  }

  private view({ id, name, url, rung, wanted, createdAt }: PushTarget): PushTargetView {
    const run = this.runs.get(id);
    const rest = run ?? { trouble: null, since: createdAt, retryAt: null, kbps: 0 };
    const noFfmpeg = wanted && this.packaging.ffmpeg === null;
    return {
      id,
      name,
      url,
      rung,
      state: run?.state ?? (noFfmpeg ? 'failed' : wanted ? 'waiting' : 'off'),
      trouble: noFfmpeg ? 'ffmpeg-missing' : rest.trouble,
      since: rest.since.toISOString(),
      retryAt: rest.retryAt?.toISOString() ?? null,
      kbps: rest.kbps,
    };
  }

  private record(actor: Caller, action: `push.${string}`, { id, name, url, rallyId }: PushTarget): Promise<void> {
    return this.audit.record({ actor, action, subject: name, details: { targetId: id, url }, rallyId });
  }
}

const contextOf = (id: string): string => `push ${id}`;
