import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place as it outlasts the server: its interpreter comes back to it. */
export interface StoredPlace {
  seatId: string;
  identityId: string;
  name: string;
  muted: boolean;
}

@Entity('interpretation_booths')
export class StoredBooth {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @PrimaryColumn('text')
  language!: SpokenLanguage;

  @Column('boolean')
  open!: boolean;

  @Column('uuid', { nullable: true })
  activeSeatId!: string | null;

  /** In the order in which they came. */
  @Column('jsonb')
  places!: StoredPlace[];
}
