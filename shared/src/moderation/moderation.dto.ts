import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { IsId, IsLine } from '../contract/fields.js';

export class RemoveMessageDto {
  @IsId()
  messageId!: string;
}

/** Minutes a mute lasts; `rally` is to the rally's end. */
export const muteLengths = [1, 10, 60, 'rally'] as const;
export type MuteLength = (typeof muteLengths)[number];

export class MuteDto {
  @IsId()
  identityId!: string;

  @IsIn(muteLengths)
  length!: MuteLength;
}

export class PersonDto {
  @IsId()
  identityId!: string;
}

export class BanDto {
  @IsId()
  identityId!: string;

  @IsOptional()
  @IsLine(0, 200)
  reason?: string;
}

/** Pins one message of the rally's room over the chat; null takes the pin away. */
export class PinMessageDto {
  @ValidateIf((pin: PinMessageDto) => pin.messageId !== null)
  @IsId()
  messageId!: string | null;
}

/** Someone who is muted or banned in this rally, for the desk. */
export interface SilencedView {
  identityId: string;
  name: string;
  mutedUntil: string | null;
  banned: boolean;
}
