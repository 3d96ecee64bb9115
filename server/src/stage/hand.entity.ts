import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A viewer who asks to speak. */
@Entity('stage_hands')
export class Hand {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @PrimaryColumn('uuid')
  identityId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  regionPath!: string | null;

  @Column('timestamptz')
  raisedAt!: Date;
}
