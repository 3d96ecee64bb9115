import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  CaptionKeyView,
  CaptionView,
  CreateCaptionKeyDto,
  FeedCaptionDto,
} from '@sammelan/shared/captions/captions.dto.js';
import { maxCaptionKeys } from '@sammelan/shared/captions/captions.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import type { CaptionKey } from './caption-key.entity.js';
import { CaptionKeysFullError, CaptionKeyWrongError } from './captions.errors.js';
import { CaptionsRepository } from './captions.repository.js';
import { CaptionsService } from './captions.service.js';

const keyBytes = 32;
/** When a key was last used is written down no more often. */
const noteUseEveryMs = 60_000;

/** Keys with which captioners outside write: made and withdrawn by organisers, in force in one rally. */
@Injectable()
export class CaptionKeysService implements OnModuleInit {
  /** Keys in force by their hash, in hexadecimal digits. */
  private readonly keys = new Map<string, CaptionKey>();

  constructor(
    private readonly repository: CaptionsRepository,
    private readonly captions: CaptionsService,
    private readonly rallies: RalliesService,
    private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const key of await this.repository.keysInForce()) this.keys.set(key.keyHash.toString('hex'), key);
  }

  /** The key itself is in the answer alone: it is not kept. @throws CaptionKeysFullError */
  async create(caller: Caller, rallyId: string, { label, language }: CreateCaptionKeyDto): Promise<CaptionKeyView> {
    await this.rallies.get(rallyId);
    if ([...this.keys.values()].filter((one) => one.rallyId === rallyId).length >= maxCaptionKeys)
      throw new CaptionKeysFullError();
    const key = randomBytes(keyBytes).toString('base64url');
    const keyHash = hashOf(key);
    const createdBy = caller.identityId;
    const row = await this.repository.addKey({
      id: uuid(),
      rallyId,
      label: label.trim(),
      language,
      keyHash,
      createdBy,
    });
    this.keys.set(keyHash.toString('hex'), row);
    await this.audit.record({
      actor: caller,
      action: 'caption.key',
      subject: row.label,
      details: { language },
      rallyId,
    });
    return { ...view(row), key };
  }

  async list(rallyId: string): Promise<CaptionKeyView[]> {
    await this.rallies.get(rallyId);
    return [...this.keys.values()].filter((key) => key.rallyId === rallyId).map(view);
  }

  /** Nothing written with it is taken from here on. @throws NotFoundError */
  async revoke(caller: Caller, rallyId: string, keyId: string): Promise<void> {
    const [hash, key] = [...this.keys].find(([, { id }]) => id === keyId) ?? [];
    if (!hash || key?.rallyId !== rallyId) throw new NotFoundError('caption key');
    this.keys.delete(hash);
    await this.repository.revokeKey(keyId);
    await this.audit.record({ actor: caller, action: 'caption.key-revoke', subject: key.label, rallyId });
  }

  /** @throws CaptionKeyWrongError, and what `CaptionsService.write` throws */
  async feed(given: string | undefined, dto: FeedCaptionDto): Promise<CaptionView> {
    const key = given === undefined ? undefined : this.keys.get(hashOf(given).toString('hex'));
    if (!key) throw new CaptionKeyWrongError();
    if (Date.now() - (key.usedAt?.getTime() ?? 0) > noteUseEveryMs) {
      key.usedAt = new Date();
      await this.repository.keyUsed(key.id);
    }
    const { rallyId, id, language } = key;
    return this.captions.write({ rallyId, authorId: null, countedAs: id }, { language, ...dto });
  }
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

const view = ({ id, label, language, createdAt, usedAt }: CaptionKey): CaptionKeyView => ({
  id,
  label,
  language,
  createdAt: createdAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
  key: null,
});
