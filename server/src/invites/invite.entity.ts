import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that gives a role. It can be used by `quota` people, until it expires or is revoked. */
@Entity('invites')
export class Invite {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  /** Null: the whole organisation. */
  @Column('uuid', { nullable: true })
  rallyId!: string | null;

  @Column('text')
  role!: Role;

  @Column('text')
  label!: string;

  @Column('int')
  quota!: number;

  @Column('int')
  used!: number;

  @Column('text')
  regionPath!: string;

  /** What an interpreter interprets into; null: they may choose. */
  @Column('text', { nullable: true })
  language!: SpokenLanguage | null;

  /** The phone that has to be confirmed for it; null: whoever has the link. */
  @Column('uuid', { nullable: true })
  phoneId!: string | null;

  @Column('text', { nullable: true })
  phoneLastTwo!: string | null;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
