import { networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';

export interface MediaLog {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

export interface WorkerPoolOptions {
  /** Number of mediasoup workers; one per core is right. */
  workers: number;
  /** Worker `i` listens on UDP and TCP port `portBase + i`. 0 takes any free ports. */
  portBase: number;
  /** Address to listen on; `0.0.0.0` with no announced address listens on each interface by itself. */
  listenIp: string;
  /** Address or host name that clients are told; needed behind NAT and in containers. */
  announcedAddress?: string | undefined;
  /** Path of the mediasoup worker binary; unset: mediasoup's own default. */
  workerBin?: string | undefined;
  log: MediaLog;
}

export interface RoomOptions {
  /** Consumers on one audience router before the next one is made. mediasoup's own guidance is ~500 a worker. */
  consumersPerRouter: number;
  /** First guess of a viewer's downlink, bits per second: enough for the middle layer at once. */
  initialViewerBitrate: number;
  /** Ceiling of what one speaker may send, bits per second: three layers, a screen and audio. */
  maxSpeakerBitrate: number;
  /** A transport that has not completed DTLS by then is closed. */
  joinTimeoutMs: number;
  /** Viewer transports that one identity may hold in one room: a person has a few tabs, not a hundred. */
  viewerTransportsPerIdentity: number;
}

export const defaultRoomOptions: RoomOptions = {
  consumersPerRouter: 500,
  initialViewerBitrate: 800_000,
  maxSpeakerBitrate: 6_000_000,
  joinTimeoutMs: 20_000,
  viewerTransportsPerIdentity: 6,
};

// More candidates than this only slow ICE down.
const maxInterfaces = 4;

/**
 * Addresses a worker listens on. A wildcard cannot be told to a client, so without an announced address every IPv4
 * interface is listened on and told by its own address: the same machine, and a phone on the same Wi-Fi, both connect.
 */
export function listenAddresses(
  listenIp: string,
  announcedAddress: string | undefined,
  interfaces = networkInterfaces(),
): { ip: string; announcedAddress?: string }[] {
  if (announcedAddress) return [{ ip: listenIp, announcedAddress }];
  if (listenIp !== '0.0.0.0') return [{ ip: listenIp }];
  const all = Object.values(interfaces).flatMap((list) => list ?? []);
  const ipv4 = all.filter((address) => address.family === 'IPv4');
  const outer = ipv4.filter((address) => !address.internal).map((address) => address.address);
  // The loopback comes last: it is of use to a browser on this machine only.
  return [...outer.slice(0, maxInterfaces - 1), '127.0.0.1'].map((ip) => ({ ip }));
}

/** One UDP and one TCP listener per address, all on the same port (0: any). */
export function listenInfos(options: WorkerPoolOptions, index: number): types.TransportListenInfo[] {
  const port = options.portBase === 0 ? {} : { port: options.portBase + index };
  return (['udp', 'tcp'] as const).flatMap((protocol) =>
    listenAddresses(options.listenIp, options.announcedAddress).map((address) => ({ protocol, ...address, ...port })),
  );
}
