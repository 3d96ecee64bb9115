import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsObject } from 'class-validator';
import { IsId, IsLine, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { type Layout, layouts, type SeatState } from './stage.rules.js';

/** Objects of mediasoup's own shapes (`RtpCapabilities`, `DtlsParameters`, …); checked by mediasoup, opaque to the contract. */
export type MediaJson = object;

export const sources = ['microphone', 'camera', 'screen'] as const;
export type Source = (typeof sources)[number];

export class TakeSeatDto {
  @MayBeLeftOut()
  @IsLine(2, 40)
  name?: string;
}

export class ConnectTransportDto {
  @IsId()
  transportId!: string;

  @IsObject()
  dtlsParameters!: MediaJson;
}

export class TransportIdDto {
  @IsId()
  transportId!: string;
}

export class ProduceDto {
  @IsId()
  transportId!: string;

  @IsIn(sources)
  source!: Source;

  @IsObject()
  rtpParameters!: MediaJson;
}

/** Mutes or unmutes the microphone, or takes the camera or screen off and on, without renegotiating. */
export class PauseSourceDto {
  @IsIn(sources)
  source!: Source;

  @IsBoolean()
  paused!: boolean;
}

export class CloseSourceDto {
  @IsIn(sources)
  source!: Source;
}

/** What goes out: the layout and who is in it, in order. The slate takes nobody. */
export class DirectProgrammeDto {
  @IsIn(layouts)
  layout!: Layout;

  @IsArray()
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsId({ each: true })
  seatIds!: string[];
}

export class SeatIdDto {
  @IsId()
  seatId!: string;
}

export class IdentityIdDto {
  @IsId()
  identityId!: string;
}

/** A word from the producer to someone in the green room ("You are next"); an empty text takes it back. */
export class CueSeatDto {
  @IsId()
  seatId!: string;

  @IsLine(0, 140)
  text!: string;
}

/** A WebRTC transport as the client needs it to build its end (mediasoup's parameters). */
export interface TransportView {
  id: string;
  iceParameters: MediaJson;
  iceCandidates: MediaJson[];
  dtlsParameters: MediaJson;
}

/** One speaker's place on the stage. It outlives the connection: a dropped speaker's seat is held until `heldUntil`. */
export interface SeatView {
  id: string;
  identityId: string;
  /** Empty where the speaker gave none. */
  name: string;
  state: SeatState;
  /** False while the speaker is away: nothing arrives from them, and nothing is to be shown but the slate. */
  connected: boolean;
  heldUntil: string | null;
  onAirSince: string | null;
  sources: Partial<Record<Source, { paused: boolean }>>;
  network: 'good' | 'weak' | 'unknown';
  /** The producer's word to this speaker; empty for none. */
  cue: string;
}

export interface HandView {
  identityId: string;
  name: string;
  /** Null where they did not say where they are from. */
  regionName: LocalText | null;
  raisedAt: string;
}

/**
 * What viewers see of the stage. Until the rally is live it is the slate. A seat that is not `connected` keeps its place:
 * show the slate instead of its last picture; where every seat is away, the slate fills the screen.
 */
export interface ProgrammeView {
  layout: Layout;
  seats: { id: string; name: string; connected: boolean; sources: Partial<Record<Source, { paused: boolean }>> }[];
  /** When the current programme began, on the server's clock. */
  since: string;
}

/** What the desk and the speakers see of the stage. */
export interface StageView {
  programme: ProgrammeView;
  seats: SeatView[];
  hands: HandView[];
}

/** Loudness of the seats on air, in dBov (-127 silent … 0 loudest), and who is speaking. */
export interface LevelsView {
  speakingSeatId: string | null;
  levels: Record<string, number>;
}

export interface ProducedView {
  producerId: string;
}
