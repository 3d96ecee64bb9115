import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { RallySlide } from './slide.entity.js';

@Injectable()
export class SlidesRepository {
  constructor(@InjectRepository(RallySlide) private readonly slides: Repository<RallySlide>) {}

  /** In the order in which they came. */
  ofRally(rallyId: string): Promise<RallySlide[]> {
    return this.slides.find({ where: { rallyId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Those that are shown now, of all rallies. */
  shown(): Promise<RallySlide[]> {
    return this.slides.findBy({ shown: true });
  }

  find(rallyId: string, id: string): Promise<RallySlide | null> {
    return this.slides.findOneBy({ rallyId, id });
  }

  async insert(slide: Omit<RallySlide, 'createdAt'>): Promise<void> {
    await this.slides.insert(slide);
  }

  async remove(id: string): Promise<void> {
    await this.slides.delete({ id });
  }

  /** Shows one of a rally's, or none (null). */
  async show(rallyId: string, id: string | null): Promise<void> {
    await this.slides.query('update rally_slides set shown = (id is not distinct from $2::uuid) where rally_id = $1', [
      rallyId,
      id,
    ]);
  }
}
