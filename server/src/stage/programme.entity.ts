import type { Layout } from '@sammelan/shared/stage/stage.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a rally sends out: a layout and the seats in it, in order. */
@Entity('stage_programmes')
export class Programme {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @Column('text')
  layout!: Layout;

  @Column('uuid', { array: true })
  seatIds!: string[];

  @Column('timestamptz')
  since!: Date;
}
