import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { IsId, MayBeLeftOut } from '../contract/fields.js';
import type { MediaJson, Source, TransportView } from '../stage/stage.dto.js';

export const qualities = ['auto', '480p', '240p', 'audio'] as const;
export type Quality = (typeof qualities)[number];

/** First of the two round trips to a picture: says what the browser can decode. */
export class OpenPlaybackDto {
  @IsObject()
  rtpCapabilities!: MediaJson;

  @MayBeLeftOut()
  @IsIn(qualities)
  quality?: Quality;
}

/** Second round trip: connects the transport and lets the offered consumers run. */
export class StartPlaybackDto {
  @IsObject()
  dtlsParameters!: MediaJson;
}

/** The client has built these consumers; media may flow. */
export class ResumeConsumersDto {
  @IsArray()
  @ArrayMaxSize(64)
  @IsId({ each: true })
  consumerIds!: string[];
}

/** What the viewer wants: their choice and the height shown, in CSS pixels times the device's pixel ratio. */
export class PreferQualityDto {
  @IsIn(qualities)
  quality!: Quality;

  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(8192)
  shownHeight?: number;
}

/** Desk only: watch a seat that is not on air. */
export class PreviewSeatDto {
  @IsId()
  seatId!: string;

  @IsBoolean()
  on!: boolean;
}

/** A consumer as the client needs it to build its end (mediasoup's parameters). */
export interface ConsumerView {
  id: string;
  producerId: string;
  seatId: string;
  source: Source;
  kind: 'audio' | 'video';
  rtpParameters: MediaJson;
}

export interface PlaybackView {
  transport: TransportView;
  consumers: ConsumerView[];
}

/** Same for every viewer, so it can be fetched before the socket is up. */
export interface PlaybackSetupView {
  routerRtpCapabilities: MediaJson;
  /** RTCIceServer objects: STUN and TURN with short-lived credentials; empty where the server is reached directly. */
  iceServers: { urls: string[]; username?: string; credential?: string }[];
}
