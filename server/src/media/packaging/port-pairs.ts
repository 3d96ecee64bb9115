import { createSocket } from 'node:dgram';

// Above what Linux gives to outgoing connections (to 60999) and what mediasoup takes for plain transports (to 59999).
const [firstPort, lastPort] = [61_000, 65_534];

let next = firstPort + 2 * (process.pid % ((lastPort - firstPort) / 2));

/**
 * An even UDP port of the loopback that is free together with the one above it: RTP and its RTCP, for a program that opens
 * them itself. Another program may be faster; then that one fails, and asks again.
 */
export async function freePortPair(): Promise<number> {
  for (let tries = firstPort; tries <= lastPort; tries += 2) {
    const port = next;
    next = next + 2 > lastPort ? firstPort : next + 2;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('no free UDP ports for the packager');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocket('udp4');
    probe.once('error', () => resolve(false));
    probe.bind(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
