import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A still picture put ready for a rally. */
@Entity('rally_slides')
export class RallySlide {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  /** Name of the picture among those that organisers put up. */
  @Column('text')
  file!: string;

  /** One of a rally at most. */
  @Column('boolean')
  shown!: boolean;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: Date;
}
