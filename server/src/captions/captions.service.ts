import { Injectable } from '@nestjs/common';
import type {
  CaptionsView,
  CaptionTracksView,
  CaptionView,
  DirectCaptionsDto,
  ReadCaptionsDto,
  WriteCaptionDto,
} from '@sammelan/shared/captions/captions.dto.js';
import {
  captionBurst,
  captionsPerSecond,
  earliestCaptionMs,
  latestCaptionMs,
  tidyCaption,
} from '@sammelan/shared/captions/captions.rules.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { NotFoundError, RateLimitedError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { rooms } from '../realtime/rooms.js';
import { TokenBucket } from '../realtime/token-bucket.js';
import { type CaptionBook, CaptionRegister, finalLines, languagesOf } from './caption-register.service.js';
import { CaptionsClosedError, CaptionsOffError } from './captions.errors.js';
import { CaptionsRepository } from './captions.repository.js';

/** Whose line it is, and by what its rate is counted: an identity or a key. */
export interface CaptionSource {
  rallyId: string;
  authorId: string | null;
  countedAs: string;
}

type Listener = (rallyId: string, line: CaptionView) => void;

/** Captions: taken from captioners, kept, and told to whoever reads them. */
@Injectable()
export class CaptionsService {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly listeners: Listener[] = [];

  constructor(
    private readonly repository: CaptionsRepository,
    private readonly register: CaptionRegister,
    private readonly rallies: RalliesService,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
  ) {}

  /** Called with each final line that is new, was corrected or taken down (then its text is empty). */
  onKept(listener: Listener): void {
    this.listeners.push(listener);
  }

  async tracks(rallyId: string): Promise<CaptionTracksView> {
    return this.tracksOf(await this.register.book(rallyId), await this.register.off(rallyId));
  }

  /** Languages, and the newest lines of one of them. */
  async follow(rallyId: string, language: SpokenLanguage | null): Promise<CaptionsView> {
    const book = await this.register.book(rallyId);
    const since = Date.now() - latestCaptionMs;
    const lines = language === null ? [] : finalLines(book, language).filter(({ at }) => at >= since);
    return { ...this.tracksOf(book, await this.register.off(rallyId)), lines };
  }

  /** Final lines of a stretch of the stage's time. */
  async read(rallyId: string, { language, from, to }: ReadCaptionsDto): Promise<CaptionView[]> {
    const book = await this.register.book(rallyId);
    return finalLines(book, language).filter(({ at }) => at >= from && at < to);
  }

  /**
   * Takes one state of a line; a final one resolves once it is stored. Older states, and partial ones of a line that is
   * final, change nothing and are answered with what stands.
   * @throws CaptionsClosedError, CaptionsOffError, RateLimitedError, PayloadError, NotFoundError where it was taken down
   */
  async write({ rallyId, authorId, countedAs }: CaptionSource, dto: WriteCaptionDto): Promise<CaptionView> {
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new CaptionsClosedError();
    const waitMs = this.bucket(`${rallyId} ${countedAs}`).take(performance.now());
    if (waitMs > 0) throw new RateLimitedError(Math.ceil(waitMs / 1000));
    const book = await this.register.book(rallyId);
    const { lineId, language, final } = dto;
    const off = await this.register.off(rallyId);
    if (off.has(language)) throw new CaptionsOffError(language);
    const known = book.get(lineId);
    if (known === null) throw new NotFoundError('caption');
    if (known && known.language !== language) throw new PayloadError({ language: ['is not that of the line'] });
    const text = tidyCaption(dto.text);
    if (text === '') throw new PayloadError({ text: ['must not be empty'] });
    const revision = dto.revision ?? (known ? known.revision + 1 : 0);
    if (known && (known.revision > revision || (known.final && !final))) return known;
    const line = { lineId, language, text, final, at: timeOf(dto.at, known?.at), revision };
    const began = !known && !languagesOf(book).includes(language);
    if (final) await this.repository.put({ ...line, rallyId, at: new Date(line.at), authorId, removed: false });
    const newer = book.get(lineId);
    // While it was stored, another state of it may have come, or somebody took it down.
    if (newer === null || (newer && newer.revision > revision)) return newer ?? line;
    book.set(lineId, line);
    this.broadcaster.toRoom(rooms.captions(rallyId, language), 'caption:changed', line, line.at);
    if (began) this.broadcaster.toRally(rallyId, 'caption:tracks-changed', this.tracksOf(book, off));
    if (final) this.tell(rallyId, line);
    return line;
  }

  /** Takes captions in a language off, with what of them is not finished, or lets them be written again. */
  async direct(caller: RallyCaller, { language, on }: DirectCaptionsDto): Promise<CaptionTracksView> {
    const { rallyId } = caller;
    const [book, off] = [await this.register.book(rallyId), await this.register.off(rallyId)];
    await this.repository.setOff(rallyId, language, !on);
    if (on) off.delete(language);
    else off.add(language);
    const unfinished = [...book.values()].filter((line) => line?.language === language && !line.final);
    if (!on) for (const line of unfinished) if (line) await this.remove(rallyId, line.lineId);
    const view = this.tracksOf(book, off);
    this.broadcaster.toRally(rallyId, 'caption:tracks-changed', view);
    const action = on ? 'caption.on' : 'caption.off';
    await this.audit.record({ actor: caller, action, subject: language, rallyId });
    return view;
  }

  /** @throws NotFoundError */
  async remove(rallyId: string, lineId: string): Promise<void> {
    const book = await this.register.book(rallyId);
    const line = book.get(lineId);
    if (!line) throw new NotFoundError('caption');
    book.set(lineId, null);
    if (line.final) await this.repository.remove(rallyId, lineId);
    const { language } = line;
    this.broadcaster.toRoom(rooms.captions(rallyId, language), 'caption:removed', { lineId, language });
    if (line.final) this.tell(rallyId, { ...line, text: '' });
  }

  private tracksOf(book: CaptionBook, off: ReadonlySet<SpokenLanguage>): CaptionTracksView {
    return { languages: languagesOf(book), off: [...off] };
  }

  private bucket(key: string): TokenBucket {
    const known = this.buckets.get(key);
    if (known) return known;
    const bucket = new TokenBucket(captionBurst, captionsPerSecond, performance.now());
    this.buckets.set(key, bucket);
    return bucket;
  }

  private tell(rallyId: string, line: CaptionView): void {
    for (const listener of this.listeners) listener(rallyId, line);
  }
}

/** When a line was said: as it says, else as it said before, else now. */
function timeOf(at: number | undefined, before: number | undefined): number {
  const now = Date.now();
  if (at === undefined || at === before) return before ?? now;
  if (at > now + earliestCaptionMs) throw new PayloadError({ at: ['is in the future'] });
  if (at < now - latestCaptionMs) throw new PayloadError({ at: ['is too long ago'] });
  return at;
}
