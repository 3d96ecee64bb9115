import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { ChatAudience, RallyFigures, WatchAudience } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RecordingMode } from '@sammelan/shared/recordings/recordings.rules.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rallies')
export class Rally {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  state!: RallyState;

  @Column('jsonb')
  title!: LocalText;

  @Column('jsonb')
  description!: LocalText;

  @Column('timestamptz', { nullable: true })
  startsAt!: Date | null;

  @Column('text')
  timeZone!: string;

  /** Subtree the rally is for. */
  @Column('text')
  regionPath!: string;

  @Column('text')
  chatAudience!: ChatAudience;

  @Column('text')
  watchAudience!: WatchAudience;

  @Column('text')
  recording!: RecordingMode;

  @Column('boolean')
  lowLatency!: boolean;

  /** Name of the picture under `DATA_DIR/covers`, or null. */
  @Column('text', { nullable: true })
  coverFile!: string | null;

  @Column('text', { nullable: true })
  notice!: string | null;

  @Column('timestamptz', { nullable: true })
  liveAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('boolean')
  figuresReleased!: boolean;

  @Column('jsonb', { nullable: true })
  figures!: RallyFigures | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
