import { Injectable, Logger } from '@nestjs/common';
import { NotFoundError } from '../access/access.errors.js';
import { HlsLadders } from './hls-ladders.service.js';
import { makeSlide } from './slide.js';

export interface Slide {
  picture: Buffer;
  madeAt: number;
}

/** Viewers ask once in ten seconds; a proxy in front keeps it as long as this. */
export const slideLifeMs = 10_000;

/** A still of each programme, made when somebody asks and none is new: what nobody looks at costs nothing. */
@Injectable()
export class SlidesService {
  private readonly logger = new Logger(SlidesService.name);
  private readonly slides = new Map<string, Slide>();
  private readonly making = new Map<string, Promise<Slide>>();

  constructor(private readonly ladders: HlsLadders) {}

  /** The newest still of a rally. @throws NotFoundError where there is none */
  async find(id: string): Promise<Slide> {
    const known = this.slides.get(id);
    if (known && Date.now() - known.madeAt < slideLifeMs) return known;
    let making = this.making.get(id);
    if (!making) {
      making = this.make(id).finally(() => this.making.delete(id));
      this.making.set(id, making);
    }
    return making;
  }

  private async make(rallyId: string): Promise<Slide> {
    const files = this.ladders.pictures?.newest(rallyId);
    if (!this.ladders.pictures || !files) throw new NotFoundError('slide');
    const picture = await makeSlide(this.ladders.pictures.ffmpeg, files).catch((error: unknown) => {
      // A segment that was trimmed away meanwhile, or a picture that is no picture: the next one may do.
      this.logger.warn({ err: error, rallyId });
      throw new NotFoundError('slide');
    });
    const slide = { picture, madeAt: Date.now() };
    this.slides.set(rallyId, slide);
    return slide;
  }
}
