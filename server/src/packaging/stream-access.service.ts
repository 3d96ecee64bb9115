import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Vault } from '../vault/vault.js';
import { StreamSignatureError } from './hls.errors.js';
import { HlsSignature } from './hls-signature.js';

/** Who gets at a rally's HLS: everybody, or, where only the invited may watch, whoever has a signed address. */
@Injectable()
export class StreamAccess {
  private readonly signature: HlsSignature;
  private isCopied: (rallyId: string) => boolean = () => false;

  constructor(
    private readonly rallies: RalliesService,
    @Inject(CONFIG) private readonly config: Config,
    vault: Vault,
  ) {
    this.signature = new HlsSignature(vault.secrets('hls signature'));
  }

  /** Whoever copies streams elsewhere says which copies can be watched. */
  copiesBy(isWhole: (rallyId: string) => boolean): void {
    this.isCopied = isWhole;
  }

  /** Address of the folder of a rally's HLS as it is handed out now. */
  async address(rallyId: string): Promise<string> {
    const { baseUrl, s3 } = this.config.stream;
    const own = await this.folder(rallyId);
    // A bucket knows nothing of signatures; a cache that asks this server passes them on.
    const elsewhere = baseUrl !== null && (s3 === null || (this.isCopied(rallyId) && own.endsWith(rallyId)));
    return elsewhere ? own.replace('/hls', baseUrl) : own;
  }

  /** The same on this server. */
  async folder(rallyId: string): Promise<string> {
    const { watchAudience } = await this.rallies.get(rallyId);
    const plain = `/hls/${rallyId}`;
    return watchAudience === 'everyone' ? plain : `${plain}/${this.signature.sign(rallyId, Date.now())}`;
  }

  /** Where a still of the programme is: this server's own, wherever the segments are. */
  async slideUrl(rallyId: string): Promise<string> {
    return `${await this.folder(rallyId)}/slide.webp`;
  }

  /** @throws RallyPrivateError */
  async demandInvited(rallyId: string, caller: Caller | null): Promise<void> {
    await this.rallies.demandInvited(await this.rallies.get(rallyId), caller);
  }

  /**
   * For how long what is asked for may be kept, ms; Infinity where no signature bounds it.
   * @throws StreamSignatureError, NotFoundError
   */
  async demandSigned(rallyId: string, part: string | undefined): Promise<number> {
    const { watchAudience } = await this.rallies.get(rallyId);
    if (watchAudience === 'everyone') return Infinity;
    const now = Date.now();
    const expiresAt = part === undefined ? null : this.signature.expiry(rallyId, part, now);
    if (expiresAt === null) throw new StreamSignatureError();
    return expiresAt - now;
  }
}
