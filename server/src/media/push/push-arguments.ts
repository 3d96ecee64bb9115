/** Seconds that a connection may take to come about, and a packet to leave. */
const patienceMicroseconds = 10_000_000;

/**
 * ffmpeg's command line for sending what it reads from pipe 4, as it is, to an RTMP server; its progress goes to pipe 3.
 * @param connectTo an address looked up beforehand: it is connected to, while the server is told the name
 */
export function pushArguments(address: string, connectTo: string | null): string[] {
  const url = new URL(address);
  const target = connectTo === null ? address : withHost(address, url, connectTo);
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-progress', 'pipe:3', '-stats_period', '0.5'],
    // Read as fast as it is to be shown: what is made in pieces of two seconds leaves evenly.
    ...[
      '-re',
      '-analyzeduration',
      '1500000',
      '-fpsprobesize',
      '0',
      '-f',
      'mpegts',
      '-i',
      'pipe:4',
      '-map',
      '0:v',
      '-map',
      '0:a',
      '-c',
      'copy',
    ],
    // The parameters of each take's picture are told anew.
    ...['-bsf:v', 'extract_extradata', '-bsf:a', 'aac_adtstoasc'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-rw_timeout', String(patienceMicroseconds)],
    ...(connectTo === null ? [] : ['-rtmp_tcurl', tcUrl(url)]),
    target,
  ];
}

const withHost = (address: string, { host, port, protocol }: URL, to: string): string => {
  const literal = to.includes(':') ? `[${to}]` : to;
  return address.replace(`${protocol}//${host}`, `${protocol}//${literal}${port ? `:${port}` : ''}`);
};

/** The address without the stream's name: the first part of the path is the application. */
const tcUrl = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}/${pathname.split('/').slice(1, -1).join('/')}`;
