import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one organisation of this deployment. */
@Entity('organisations')
export class Organisation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** `#rrggbb`, or null for the product's own. */
  @Column('text', { nullable: true })
  accent!: string | null;

  /** Names of the region levels, highest first. */
  @Column('jsonb')
  levels!: LocalText[];

  /** The silence before polling, from … until, or both null. */
  @Column('timestamptz', { nullable: true })
  silenceFrom!: Date | null;

  @Column('timestamptz', { nullable: true })
  silenceUntil!: Date | null;

  /** Links for speakers and producers have to be for one phone. */
  @Column('boolean')
  stagePhones!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
