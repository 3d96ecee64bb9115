import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { powerToGive } from '@sammelan/shared/access/policy.rules.js';
import {
  type CreateStreamKeyDto,
  type MadeStreamKeyView,
  streamKeysPerRally,
  type StreamKeyView,
} from '@sammelan/shared/ingest/ingest.dto.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { GrantsService } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { NamesService } from '../names/names.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { HandsService } from '../stage/hands.service.js';
import { StreamKeysFullError, StreamKeyWrongError } from './ingest.errors.js';
import type { StreamKey } from './stream-key.entity.js';
import { StreamKeysRepository } from './stream-keys.repository.js';

type EndListener = (keyId: string) => void;

const secretBytes = 24;
const secretPattern = /^[\w-]{32}$/;
const tailLength = 4;

/** Keys of speakers' encoders: made and shown once, hashed at rest, replaced and taken back. */
@Injectable()
export class StreamKeysService implements OnModuleInit {
  private readonly ended: EndListener[] = [];

  constructor(
    private readonly repository: StreamKeysRepository,
    private readonly rallies: RalliesService,
    private readonly grants: GrantsService,
    private readonly callers: CallersService,
    private readonly organisation: OrganisationService,
    private readonly names: NamesService,
    private readonly audit: AuditService,
    private readonly hands: HandsService,
  ) {}

  onModuleInit(): void {
    this.hands.keepGrants((grantId) => this.repository.holdsGrant(grantId));
  }

  /** Called when a key no longer counts: whoever sends by it is to be cut off. */
  onEnded(listener: EndListener): void {
    this.ended.push(listener);
  }

  async list(rallyId: string): Promise<StreamKey[]> {
    await this.rallies.get(rallyId);
    return this.repository.list(rallyId);
  }

  /** @throws StreamKeyWrongError */
  async find(secret: string): Promise<StreamKey> {
    const key = secretPattern.test(secret) ? await this.repository.findByHash(hashOf(secret)) : null;
    if (!key) throw new StreamKeyWrongError();
    return key;
  }

  async used(key: StreamKey): Promise<void> {
    await this.repository.update(key.id, { lastUsedAt: new Date() });
  }

  /** A key for a new speaker, or a further one for a speaker of the rally. @throws NotFoundError, ForbiddenError, StreamKeysFullError */
  async create(by: Caller, rallyId: string, dto: CreateStreamKeyDto): Promise<MadeStreamKeyView> {
    await this.rallies.get(rallyId);
    const power = this.power(by, rallyId);
    const identityId = dto.identityId ?? uuid();
    const isSpeaker = this.speaks(rallyId, identityId);
    if (dto.identityId !== undefined && !isSpeaker) throw new NotFoundError('speaker');
    const name = await this.names.demand(dto.name, identityId);
    const grant = isSpeaker
      ? null
      : await this.grants.give({
          identityId,
          name,
          organisationId: this.organisation.id,
          role: 'speaker',
          rallyId,
          regionPath: power.regionPath,
          grantedBy: by.identityId,
          expiresAt: power.until === null ? null : new Date(power.until),
        });
    const secret = newSecret();
    const key: StreamKey = {
      id: uuid(),
      rallyId,
      identityId,
      name,
      ...stored(secret),
      grantId: grant?.id ?? null,
      createdAt: new Date(),
      lastUsedAt: null,
      revokedAt: null,
    };
    if (!(await this.repository.insert(key, streamKeysPerRally))) {
      if (grant) await this.grants.revoke(grant.id, by.identityId);
      throw new StreamKeysFullError(streamKeysPerRally);
    }
    await this.audit.record({
      actor: by,
      action: 'stream-key.create',
      subject: name,
      details: { keyId: key.id },
      rallyId,
    });
    return { key: keyView(key), secret };
  }

  /** The same key by another secret; what is sent by the old one ends. @throws NotFoundError, ForbiddenError */
  async rotate(by: Caller, rallyId: string, keyId: string): Promise<MadeStreamKeyView> {
    const key = await this.own(by, rallyId, keyId);
    const secret = newSecret();
    Object.assign(key, stored(secret));
    await this.repository.update(keyId, stored(secret));
    for (const listener of this.ended) listener(keyId);
    const act = { actor: by, action: 'stream-key.rotate' as const, subject: key.name, details: { keyId }, rallyId };
    await this.audit.record(act);
    return { key: keyView(key), secret };
  }

  /** It counts no longer, at once. With a speaker's last key goes the role that was given for it. */
  async revoke(by: Caller, rallyId: string, keyId: string): Promise<void> {
    const key = await this.own(by, rallyId, keyId);
    await this.repository.update(keyId, { revokedAt: new Date() });
    for (const listener of this.ended) listener(keyId);
    const others = (await this.repository.list(rallyId)).filter(({ identityId }) => identityId === key.identityId);
    const heir = others[0];
    if (key.grantId && heir) await this.repository.update(heir.id, { grantId: key.grantId });
    else if (key.grantId) await this.grants.revoke(key.grantId, by.identityId);
    const act = { actor: by, action: 'stream-key.revoke' as const, subject: key.name, details: { keyId }, rallyId };
    await this.audit.record(act);
  }

  private async own(by: Caller, rallyId: string, keyId: string): Promise<StreamKey> {
    const key = await this.repository.find(keyId);
    if (!key || key.rallyId !== rallyId) throw new NotFoundError('stream key');
    this.power(by, rallyId);
    return key;
  }

  /** A key is as good as the speaker's role: who may not give that makes none, and takes none away. */
  private power({ grants }: Caller, rallyId: string): { until: string | null; regionPath: string } {
    const organisationId = this.organisation.id;
    const regionPath = this.callers.locate({ organisationId, rallyId }).rallyPath ?? '/';
    const power = powerToGive(grants, { role: 'speaker', organisationId, rallyId, regionPath }, Date.now());
    if (!power) throw new ForbiddenError();
    return { ...power, regionPath };
  }

  private speaks(rallyId: string, identityId: string): boolean {
    const target = { organisationId: this.organisation.id, rallyId };
    return this.callers.may({ grants: this.grants.of(identityId) }, 'stage.speak', target);
  }
}

const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const stored = (secret: string) => ({ hash: hashOf(secret), tail: secret.slice(-tailLength) });

export const keyView = (key: StreamKey): StreamKeyView => ({
  id: key.id,
  identityId: key.identityId,
  name: key.name,
  tail: key.tail,
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  ingests: [],
});
