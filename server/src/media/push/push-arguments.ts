/** Microseconds that a connection may take to come about, and a packet to leave. */
const patienceMicroseconds = 10_000_000;

/** An RTMP server, and how it is reached. */
export interface PushDestination {
  /** `rtmp(s)://name[:port]/application`, as the server calls itself. */
  url: string;
  /** What is connected to: a name that was looked up once cannot lead elsewhere a moment later. */
  through: { host: string; port: number };
}

/**
 * ffmpeg's command line for sending what it reads from pipe 4, as it is, to an RTMP server; its progress goes to pipe 3.
 * The stream's name stands in the file `options` (see `pushSecret`), because everybody on a machine may read command lines.
 */
export function pushArguments({ url, through }: PushDestination, options: string): string[] {
  const application = new URL(url).pathname.replace(/^\//, '');
  const host = through.host.includes(':') ? `[${through.host}]` : through.host;
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-progress', 'pipe:3', '-stats_period', '0.5'],
    // Read as fast as it is to be shown: what is made in pieces of two seconds leaves evenly.
    ...['-re', '-analyzeduration', '1500000', '-fpsprobesize', '0', '-f', 'mpegts', '-i', 'pipe:4'],
    ...['-map', '0:v', '-map', '0:a', '-c', 'copy'],
    // The parameters of each take's picture are told anew.
    ...['-bsf:v', 'extract_extradata', '-bsf:a', 'aac_adtstoasc'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-rw_timeout', String(patienceMicroseconds)],
    ...['-fpre', options, '-rtmp_app', application, '-rtmp_tcurl', url],
    `rtmp://${host}:${through.port}/${application}`,
  ];
}

/** What is in that file: one option of ffmpeg's a line (`-fpre`, all versions up to 8). @param key the stream's name */
export const pushSecret = (key: string): string => `rtmp_playpath=${key}\n`;
