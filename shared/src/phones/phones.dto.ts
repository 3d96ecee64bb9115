import { IsIn, Matches } from 'class-validator';
import { IsId, IsLine } from '../contract/fields.js';
import { type Language, languages } from '../contract/local-text.js';

/** Asks for a code by text message. */
export class SendCodeDto {
  /** As people write it; without a country's code it is one of the deployment's country. */
  @IsLine(6, 30)
  phone!: string;

  @IsIn(languages)
  language!: Language;
}

/** The code that came: it works for this request, from the device and session that asked. */
export class ConfirmCodeDto {
  @IsId()
  requestId!: string;

  @Matches(/^[0-9]{6}$/, { message: 'must be six digits' })
  code!: string;
}

export interface CodeSentView {
  requestId: string;
  /** How long the code can be used, in ms from now. */
  expiresInMs: number;
  /** The number's last two digits: all that is ever shown of it. */
  lastTwo: string;
}

/** Whether the caller has confirmed a phone. No answer holds a number. */
export interface PhoneView {
  verified: boolean;
  /** Last two digits of the number, null where none is confirmed. */
  lastTwo: string | null;
}
