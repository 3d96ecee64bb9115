import { availableParallelism } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { ConfigError, reader, type Environment } from './environment.js';
import { readRecordings, type RecordingsConfig } from './recordings.js';
import { readSms, type SmsConfig } from './sms.js';
import { readStreamTarget, type StreamTarget } from './stream-target.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the server is told from outside, checked once at start. The README's table explains each variable. */
export interface Config {
  port: number;
  host: string;
  /** Absolute folder for the embedded database, keys, recordings and `demo-links.json`. */
  dataDir: string;
  /** External PostgreSQL; null means the embedded one. */
  databaseUrl: string | null;
  /** Where people reach the server, without a slash at the end; null means it is derived from host and port. */
  publicUrl: string | null;
  https: 'off' | 'self-signed';
  logLevel: LogLevel;
  /** Seed the demo organisation and rally, and print its links. */
  demo: boolean;
  media: MediaConfig;
  playback: PlaybackConfig;
  stream: StreamTarget;
  recordings: RecordingsConfig;
  /** Days after a rally's end until who was banned in it, why, and what they wrote about it are forgotten. */
  bansKeepDays: number;
  turn: TurnConfig | null;
  sms: SmsConfig;
  /** Keys of the vault (phone numbers, second factors) as JSON, from the operator's own store; null keeps them in `DATA_DIR/keys`. */
  vaultKeys: string | null;
  /** Bearer token that `/metrics` asks of callers from outside; null lets only private addresses read it. */
  metricsToken: string | null;
  /** How long a server that was told to stop goes on for those who are in, so that they can move over. */
  drainMs: number;
  /** Folder of the built web pages; null serves the API only. */
  webDir: string | null;
}

export interface MediaConfig {
  /** Path of the mediasoup worker; null leaves it to mediasoup. */
  workerBin: string | null;
  workers: number;
  listenIp: string;
  announcedAddress: string | null;
  /** First port; worker n uses UDP and TCP of `portBase + n`. */
  portBase: number;
  /** The ffmpeg that packages HLS and records, a path or a name on the PATH; null turns both off. */
  ffmpegBin: string | null;
  /** TCP port that encoders send to by RTMP; null: none is taken. */
  rtmpPort: number | null;
  /** Whether programmes may be sent on to addresses of this machine and its networks: for tests, and closed networks. */
  pushInside: boolean;
}

/** Which way viewers are given. */
export interface PlaybackConfig {
  /** `auto` goes by headroom and by each viewer's network; the others are for trying out and for small or huge halls. */
  watchBy: 'auto' | 'webrtc' | 'hls';
  /** Viewers by WebRTC in this process, at most. */
  maxWebRtcViewers: number;
  /** What the line out carries; null: as fast as the network card says. */
  uplinkMbps: number | null;
}

/** coturn with `use-auth-secret`: credentials are made per session and expire. */
export interface TurnConfig {
  urls: string[];
  secret: string;
}

/** As long as India's IT Rules, 2021 (rule 3(1)(g)) want what was taken down kept. */
const defaultBansKeepDays = 180;

/** Below the range that Linux gives to outgoing connections (from 32768), any of which could hold the port at a start. */
const defaultMediaPort = 30_000;

// A viewer of the largest rung is about 170 packets a second at 11 µs each (measured): 500 are nearly a worker's core.
const viewersPerWorker = 500;

/**
 * Reads and checks the environment.
 * @throws ConfigError naming the first variable that cannot be used
 */
export function readConfig(env: Environment): Config {
  const read = reader(env);
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const publicUrl = read.url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null;
  const turnUrls = read
    .text('TURN_URLS')
    ?.split(',')
    .map((url) => url.trim());
  const turnSecret = read.text('TURN_SECRET');
  if (turnUrls && !turnSecret) throw new ConfigError('TURN_SECRET must be set when TURN_URLS is.');
  const workers = read.integer('MEDIA_WORKERS', 1, 256) ?? availableParallelism();
  const ffmpeg = read.text('FFMPEG_BIN');
  const listenIp = read.ip('MEDIA_LISTEN_IP') ?? '0.0.0.0';
  return {
    port: read.integer('PORT', 0, 65_535) ?? 3000,
    host: read.text('HOST') ?? '0.0.0.0',
    dataDir: folder(read.text('DATA_DIR') ?? '.data'),
    databaseUrl,
    publicUrl,
    https: read.oneOf('HTTPS', ['off', 'self-signed'] as const) ?? 'off',
    logLevel: read.oneOf('LOG_LEVEL', logLevels) ?? 'info',
    demo: demoWanted(read.flag('DEMO'), databaseUrl, publicUrl),
    media: {
      workerBin: read.text('MEDIASOUP_WORKER_BIN'),
      workers,
      listenIp,
      announcedAddress: read.text('MEDIA_ANNOUNCED_ADDRESS'),
      portBase: read.integer('MEDIA_PORT_BASE', 1024, 65_000) ?? defaultMediaPort,
      ffmpegBin: ffmpeg === 'off' ? null : (ffmpeg ?? 'ffmpeg'),
      rtmpPort: read.integer('RTMP_PORT', 0, 65_535),
      pushInside: read.flag('PUSH_INSIDE') ?? false,
    },
    playback: {
      watchBy: read.oneOf('WATCH_BY', ['auto', 'webrtc', 'hls'] as const) ?? 'auto',
      maxWebRtcViewers: read.integer('WEBRTC_MAX_VIEWERS', 0, 1_000_000) ?? workers * viewersPerWorker,
      uplinkMbps: read.integer('UPLINK_MBPS', 1, 1_000_000),
    },
    recordings: readRecordings(read),
    stream: readStreamTarget(read),
    bansKeepDays: read.integer('BANS_KEEP_DAYS', 1, 36_500) ?? defaultBansKeepDays,
    turn: turnUrls && turnSecret ? { urls: turnUrls, secret: turnSecret } : null,
    sms: readSms(read),
    vaultKeys: read.text('VAULT_KEYS'),
    metricsToken: read.text('METRICS_TOKEN'),
    drainMs: (read.integer('DRAIN_SECONDS', 0, 600) ?? 0) * 1000,
    webDir: read.text('WEB_DIR'),
  };
}

/** The demo is for trying the product out: never on somebody's own database or public address. */
function demoWanted(flag: boolean | null, databaseUrl: string | null, publicUrl: string | null): boolean {
  const possible = databaseUrl === null && publicUrl === null;
  if (flag && !possible) {
    throw new ConfigError('DEMO=1 goes only with the embedded database and without PUBLIC_URL.');
  }
  return flag ?? possible;
}

const folder = (path: string): string => (isAbsolute(path) ? path : resolve(path));
