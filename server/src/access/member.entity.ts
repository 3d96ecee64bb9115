import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in the organisation: whoever holds or held a grant. The id is the identity's of their session. */
@Entity('members')
export class Member {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
