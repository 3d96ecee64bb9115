import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One node of an organisation's tree. */
@Entity('regions')
export class Region {
  @PrimaryColumn('uuid')
  organisationId!: string;

  /** Unique in the organisation. */
  @PrimaryColumn('text')
  code!: string;

  /** Codes from the root, between slashes: `/BR/BR-GAYA/`. */
  @Column('text')
  path!: string;

  /** 0 is the top. */
  @Column('smallint')
  level!: number;

  @Column('jsonb')
  name!: LocalText;
}
