import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A speaker's place on a rally's stage. It outlives their connection, and the server. */
@Entity('stage_seats')
export class Seat {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  /** Nobody else can sit here: one seat per identity and rally. */
  @Column('uuid')
  identityId!: string;

  @Column('text')
  name!: string;

  /** What the producer asks of them; empty for nothing. */
  @Column('text')
  cue!: string;

  @Column('timestamptz', { nullable: true })
  onAirSince!: Date | null;

  /** While the speaker is away: when the seat is given up. */
  @Column('timestamptz', { nullable: true })
  heldUntil!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
