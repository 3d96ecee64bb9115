import { Injectable } from '@nestjs/common';
import type { AppealView } from '@sammelan/shared/moderation/moderation.dto.js';
import { ForbiddenError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { AppealMadeError } from './moderation.errors.js';
import { ModerationRepository } from './moderation.repository.js';
import { type Silence, SilenceBook } from './silence-book.js';
import { SilenceNews } from './silence-news.service.js';

/** What the banned write to the moderators: once, and short. */
@Injectable()
export class AppealsService {
  constructor(
    private readonly repository: ModerationRepository,
    private readonly book: SilenceBook,
    private readonly rallies: RalliesService,
    private readonly news: SilenceNews,
  ) {}

  async view(caller: Caller, slug: string): Promise<AppealView> {
    const ban = await this.banOf(caller, slug);
    return { banned: ban !== null, appealed: ban?.appeal != null };
  }

  /** @throws ForbiddenError where there is no ban, AppealMadeError the second time */
  async make(caller: Caller, slug: string, text: string): Promise<AppealView> {
    const ban = await this.banOf(caller, slug);
    if (!ban) throw new ForbiddenError();
    const appealed = await this.repository.appeal(ban, text.trim());
    if (!appealed) throw new AppealMadeError();
    this.book.set(appealed);
    await this.news.silenced(appealed);
    return { banned: true, appealed: true };
  }

  private async banOf({ identityId, deviceId }: Caller, slug: string): Promise<Silence | null> {
    const { id } = await this.rallies.getBySlug(slug);
    return this.book.banOn(id, identityId, deviceId);
  }
}
