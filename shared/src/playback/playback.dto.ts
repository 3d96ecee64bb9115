import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsObject, Max, Min } from 'class-validator';
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

  /** False: this browser plays no HLS, or it failed here; the caller is kept on WebRTC. */
  @MayBeLeftOut()
  @IsBoolean()
  hls?: boolean;
}

/** How the viewer's link did since the last report. The server judges it, and may move the viewer for it. */
export class ReportLinkDto {
  /** Share of packets that were lost; 0 where they cannot be counted. */
  @IsNumber()
  @Min(0)
  @Max(1)
  loss!: number;

  @IsInt()
  @Min(0)
  @Max(60_000)
  rttMs!: number;

  /** Times that the picture or the sound stood still. */
  @IsInt()
  @Min(0)
  @Max(1_000)
  freezes!: number;

  /** What HLS segments came in with, kbit/s. */
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  kbps?: number;
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
  /** The same rally as HLS, to rewind in or to save data with; null where there is none. */
  hls: HlsView | null;
}

/** A rally's HLS ladder. */
export interface HlsView {
  /** The master playlist of the last minute: paths on this server, or addresses elsewhere. */
  url: string;
  /** The same with everything since the beginning, to go back in. */
  fullUrl: string;
  /** Sound alone, the last minute: a media playlist. Null: see the master's renditions. */
  voiceUrl: string | null;
  /** A still of what is on air, new each ten seconds: WebP. */
  slideUrl: string;
}

/** `webrtc`: at once, and costs the server per viewer. `hls`: some seconds later, for any number. */
export type Way = 'webrtc' | 'hls';

/**
 * Why a viewer is shown the rally in another way. `headroom`: the server carries all it can by WebRTC. `network`: their
 * link does not stand it. `recovered`: both do again. `stage`: they raised a hand or speak. `unpackaged`: there is no HLS
 * any more. `codec`: their browser cannot decode by WebRTC what a speaker sends.
 */
export type MoveReason = 'headroom' | 'network' | 'recovered' | 'stage' | 'unpackaged' | 'codec';

export interface PlaybackMove {
  way: Way;
  reason: MoveReason;
  hls: HlsView | null;
}

/** Same for every viewer, so it can be fetched before the socket is up. */
export interface PlaybackSetupView {
  routerRtpCapabilities: MediaJson;
  /** RTCIceServer objects: STUN and TURN with short-lived credentials; empty where the server is reached directly. */
  iceServers: { urls: string[]; username?: string; credential?: string }[];
}
