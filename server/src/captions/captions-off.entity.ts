import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Entity, PrimaryColumn } from 'typeorm';

/** A language in which the producer of a rally has captions off. */
@Entity('captions_off')
export class CaptionsOff {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @PrimaryColumn('text')
  language!: SpokenLanguage;
}
