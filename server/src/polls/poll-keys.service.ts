import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { retrying } from '../database/retrying.js';
import { Vault } from '../vault/vault.js';
import { PollKeysRepository, type SealedKey } from './poll-keys.repository.js';
import { PollKey } from './pseudonyms.js';
import type { Sum } from './roll-up.js';

/** As long as a key that was destroyed through another process may be known here. */
const freshMs = 60_000;
/** Below the time after which clients send again by themselves: a database that is away may be back. */
const patienceMs = 8000;

interface Known {
  /** Null: it was destroyed. */
  key: PollKey | null;
  until: number;
}

/** What a poll's key is bound to in the vault; the same in `vault/rotate.ts`. */
const contextOf = (pollId: string): string => `poll ${pollId}`;

/**
 * The keys between voters and ballots, one a poll. They are kept sealed by the vault: who has the database alone cannot link
 * anybody to a ballot, and who has both cannot once the key is destroyed.
 */
@Injectable()
export class PollKeys implements OnModuleInit {
  private readonly logger = new Logger(PollKeys.name);
  private readonly known = new Map<string, Known>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly readSealed: PollKeysRepository['of'];

  constructor(
    private readonly repository: PollKeysRepository,
    private readonly vault: Vault,
  ) {
    this.readSealed = retrying((pollIds) => repository.of(pollIds), { patienceMs });
  }

  async onModuleInit(): Promise<void> {
    for (const { pollId, sealed } of await this.repository.unsealed()) {
      await this.repository.seal(this.seal(pollId, sealed));
    }
  }

  /** Makes the key of a poll that is about to be opened, if it has none. */
  async make(pollId: string): Promise<void> {
    await this.repository.insert(this.seal(pollId, randomBytes(32)));
  }

  /** A poll's key, without a wait where it is in memory; null where it has none any more. */
  of(pollId: string): PollKey | null | Promise<PollKey | null> {
    const known = this.fresh(pollId);
    return known ? known.key : this.readOne(pollId);
  }

  /** Keys of several polls, by the polls' ids; those that have one. */
  async ofAll(pollIds: readonly string[]): Promise<Map<string, PollKey>> {
    await this.read(pollIds.filter((id) => !this.fresh(id)));
    return new Map(
      pollIds.flatMap((id): [string, PollKey][] => {
        const key = this.known.get(id)?.key;
        return key ? [[id, key]] : [];
      }),
    );
  }

  /** For good. See PollKeysRepository.destroy. */
  async destroy(pollId: string, groups: readonly Sum[], shownKinds: readonly number[]): Promise<boolean> {
    const done = await this.repository.destroy(pollId, groups, shownKinds);
    this.known.get(pollId)?.key?.wipe();
    this.known.delete(pollId);
    return done;
  }

  private fresh(pollId: string): Known | undefined {
    const known = this.known.get(pollId);
    return known && performance.now() < known.until ? known : undefined;
  }

  private async readOne(pollId: string): Promise<PollKey | null> {
    await this.read([pollId]);
    return this.known.get(pollId)?.key ?? null;
  }

  /** Ten thousand who ask at once wait for one query. */
  private async read(pollIds: readonly string[]): Promise<void> {
    const missing = pollIds.filter((id) => !this.reading.has(id));
    if (missing.length > 0) {
      const read = this.open(missing).finally(() => missing.forEach((id) => this.reading.delete(id)));
      for (const id of missing) this.reading.set(id, read);
    }
    await Promise.all(new Set(pollIds.map((id) => this.reading.get(id))));
  }

  private async open(pollIds: readonly string[]): Promise<void> {
    const found = new Map((await this.readSealed(pollIds)).map((key) => [key.pollId, key]));
    const until = performance.now() + freshMs;
    for (const id of pollIds) {
      const sealed = found.get(id);
      const before = this.known.get(id)?.key ?? null;
      if (!sealed) before?.wipe();
      // A key never changes, and who has it in hand goes on with it.
      this.known.set(id, { key: sealed ? (before ?? this.unseal(sealed)) : null, until });
    }
  }

  private seal(pollId: string, key: Buffer): SealedKey {
    return { pollId, ...this.vault.sealText(key.toString('base64'), contextOf(pollId)) };
  }

  /** Null where the vault that sealed it is lost: as if it had been destroyed, and everything else goes on. */
  private unseal({ pollId, ...sealed }: SealedKey): PollKey | null {
    try {
      return new PollKey(Buffer.from(this.vault.openText(sealed, contextOf(pollId)), 'base64'));
    } catch (error) {
      this.logger.error({ message: 'the vault does not open the key of a poll', pollId, err: error as Error });
      return null;
    }
  }
}
