import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One final line of a rally's captions. What was taken down keeps its row. */
@Entity('caption_lines')
export class CaptionLine {
  @PrimaryColumn('uuid')
  rallyId!: string;

  /** The captioner's own id for it. */
  @PrimaryColumn('uuid')
  lineId!: string;

  @Column('text')
  language!: SpokenLanguage;

  @Column('text')
  text!: string;

  /** When it was said on stage. */
  @Column('timestamptz')
  at!: Date;

  @Column('int')
  revision!: number;

  /** Who wrote it last; null: whoever holds a key. */
  @Column('uuid', { nullable: true })
  authorId!: string | null;

  @Column('boolean')
  removed!: boolean;
}
