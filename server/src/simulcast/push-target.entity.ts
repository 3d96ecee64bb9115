import type { PushRung } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a rally's programme is sent on to. */
@Entity('push_targets')
export class PushTarget {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  url!: string;

  /** The stream key, sealed by the vault and bound to this row. */
  @Column('bytea')
  keySealed!: Buffer;

  @Column('text')
  keyId!: string;

  @Column('text')
  rung!: PushRung;

  /** The producer has started it: it goes on after a restart of the server. */
  @Column('boolean')
  wanted!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
