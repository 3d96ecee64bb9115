import { IsBoolean, IsIn, ValidateIf } from 'class-validator';
import type { MutedUntil } from '../chat/chat.dto.js';
import { IsId, IsLine, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';

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

/** Characters of why somebody was sent out. */
export const maxBanReason = 200;

export class BanDto {
  @IsId()
  identityId!: string;

  @MayBeLeftOut()
  @IsLine(0, maxBanReason)
  reason?: string;

  /** Removes everything they wrote in this rally too. */
  @MayBeLeftOut()
  @IsBoolean()
  removeMessages?: boolean;
}

/** Pins one message over the chat of its room, in place of another; null takes the pin away. */
export class PinMessageDto {
  @ValidateIf((pin: PinMessageDto) => pin.messageId !== null)
  @IsId()
  messageId!: string | null;

  /** With null: the room to take the pin from; the rally's where left out. */
  @MayBeLeftOut()
  @IsRegionPath()
  key?: string;
}

/** Someone who is muted or banned in this rally, for the desk. */
export interface SilencedView {
  identityId: string;
  name: string | null;
  mutedUntil: MutedUntil | null;
  banned: boolean;
  /** Why they were banned, as the moderator put it; null where they are not, or nothing was said. */
  reason: string | null;
  /** What they wrote to the moderators after they were banned; null where they have not. */
  appeal: string | null;
}

/** Somebody banned asks to be let in again; once. */
export class AppealDto {
  @IsLine(1, 300)
  text!: string;
}

/** Whether an appeal can still be written. */
export interface AppealView {
  banned: boolean;
  appealed: boolean;
}
