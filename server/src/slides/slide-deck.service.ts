import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SlideView } from '@sammelan/shared/slides/slides.dto.js';
import { maxSlides } from '@sammelan/shared/slides/slides.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import { Pictures, pictureUrl } from '../rallies/pictures.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import type { RallySlide } from './slide.entity.js';
import { SlideLimitError } from './slides.errors.js';
import { SlidesRepository } from './slides.repository.js';

/** A producer's still pictures: put ready, and shown to those who save data in the place of stills of the programme. */
@Injectable()
export class SlideDeck implements OnModuleInit {
  /** The file that is shown, by rally: whoever comes in is told without a query. */
  private readonly shown = new Map<string, string>();

  constructor(
    private readonly repository: SlidesRepository,
    private readonly pictures: Pictures,
    private readonly rallies: RalliesService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const { rallyId, file } of await this.repository.shown()) this.shown.set(rallyId, file);
    this.connections.onEntered((socket) => {
      const file = this.shown.get(socket.data.rallyId);
      if (file) socket.emit('slide:shown', { url: pictureUrl(file) });
    });
    this.rallies.onMoved(async ({ id, state }) => {
      if (state === 'ended' && this.shown.has(id)) await this.hide(id);
    });
  }

  async list(rallyId: string): Promise<SlideView[]> {
    await this.rallies.get(rallyId);
    return (await this.repository.ofRally(rallyId)).map(view);
  }

  /** @throws SlideLimitError, PictureUnsupportedError, FileTooLargeError */
  async add(rallyId: string, body: Readable): Promise<SlideView> {
    await this.rallies.get(rallyId);
    if ((await this.repository.ofRally(rallyId)).length >= maxSlides) throw new SlideLimitError(maxSlides);
    const slide = { id: uuid(), rallyId, file: await this.pictures.keep(body), shown: false };
    await this.repository.insert(slide).catch(async (error: unknown) => {
      await this.pictures.remove(slide.file);
      throw error;
    });
    return view(slide);
  }

  /** Takes one away; one that is shown is shown no longer. @throws NotFoundError */
  async remove(rallyId: string, slideId: string): Promise<void> {
    const { file, shown } = await this.get(rallyId, slideId);
    if (shown) await this.hide(rallyId);
    await this.repository.remove(slideId);
    await this.pictures.remove(file);
  }

  /** @throws NotFoundError */
  async show(rallyId: string, slideId: string): Promise<SlideView[]> {
    const { file } = await this.get(rallyId, slideId);
    await this.repository.show(rallyId, slideId);
    this.tell(rallyId, file);
    return this.list(rallyId);
  }

  /** Back to stills of the programme. */
  async hide(rallyId: string): Promise<SlideView[]> {
    await this.repository.show(rallyId, null);
    this.tell(rallyId, null);
    return this.list(rallyId);
  }

  private async get(rallyId: string, slideId: string): Promise<RallySlide> {
    const slide = await this.repository.find(rallyId, slideId);
    if (!slide) throw new NotFoundError('slide');
    return slide;
  }

  private tell(rallyId: string, file: string | null): void {
    if (file) this.shown.set(rallyId, file);
    else this.shown.delete(rallyId);
    this.broadcaster.toRally(rallyId, 'slide:shown', { url: file && pictureUrl(file) });
  }
}

const view = ({ id, file, shown }: Omit<RallySlide, 'createdAt'>): SlideView => ({ id, url: pictureUrl(file), shown });
