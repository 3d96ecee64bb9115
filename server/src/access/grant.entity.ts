import type { Role } from '@sammelan/shared/access/access.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role given to a member: where, until when, by whom. Never deleted; revoked. */
@Entity('grants')
export class Grant {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @Column('uuid')
  memberId!: string;

  @Column('text')
  role!: Role;

  /** Null: the whole organisation. */
  @Column('uuid', { nullable: true })
  rallyId!: string | null;

  @Column('text')
  regionPath!: string;

  @Column('uuid', { nullable: true })
  inviteId!: string | null;

  @Column('uuid', { nullable: true })
  grantedBy!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  grantedAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('uuid', { nullable: true })
  revokedBy!: string | null;
}
