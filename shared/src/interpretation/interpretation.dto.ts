import { IsBoolean, IsIn, IsObject, ValidateIf } from 'class-validator';
import { IsId } from '../contract/fields.js';
import { type SpokenLanguage, spokenLanguageTags } from '../contract/spoken-languages.js';
import type { MediaJson } from '../stage/stage.dto.js';

/** Takes a place in the booth of a language. */
export class EnterBoothDto {
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;
}

/** What a viewer hears over the floor; null: the floor alone. */
export class ChooseChannelDto {
  @ValidateIf((_, value: unknown) => value !== null)
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage | null;
}

export class SendVoiceDto {
  @IsId()
  transportId!: string;

  @IsObject()
  rtpParameters!: MediaJson;
}

/** The cough button. */
export class MuteVoiceDto {
  @IsBoolean()
  muted!: boolean;
}

/** Producer: lets a language be heard, or takes it off. */
export class DirectChannelDto {
  @IsIn(spokenLanguageTags)
  language!: SpokenLanguage;

  @IsBoolean()
  open!: boolean;
}

/** A language that can be heard now. */
export interface ChannelView {
  language: SpokenLanguage;
  /** What of the interpreter is received carries this as its seat. */
  seatId: string;
}

export interface ChannelsView {
  channels: ChannelView[];
}

export interface InterpreterView {
  seatId: string;
  identityId: string;
  /** Empty where they gave none. */
  name: string;
  muted: boolean;
  /** False while their connection is gone; their place waits a little. */
  connected: boolean;
}

/** Where a language is interpreted: one of them is heard, the others rest and take over. */
export interface BoothView {
  language: SpokenLanguage;
  /** The producer lets it be heard. */
  open: boolean;
  /** Who is heard; null: nobody is there. */
  activeSeatId: string | null;
  interpreters: InterpreterView[];
}

export interface BoothsView {
  booths: BoothView[];
}

/** The booths, as one caller sees them. */
export interface OwnBoothsView extends BoothsView {
  /** What their invitation is for; null: they choose. */
  invitedFor: SpokenLanguage | null;
}

/** `replaced`: another tab of theirs has the place. */
export type InterpretationEnd = 'replaced' | 'revoked' | 'over';

export interface OwnPlaceView {
  seatId: string;
  muted: boolean;
  /** The server has the voice already: after the commands' connection broke, the media's may have gone on. */
  sending: boolean;
}
