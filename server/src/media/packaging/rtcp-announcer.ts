import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { senderReport } from './rtp.js';

const retryMs = 25;
/** An ffmpeg that does not listen by then does not start. */
const patienceMs = 8000;

/** The start of one stream's clock, and where it is to be told. */
export interface Announcement {
  port: number;
  ssrc: number;
  rtpTimestamp: number;
}

/**
 * Tells a program that reads RTP where each stream's timestamps stood at one moment, before the first packet: from there
 * on all streams are on one clock. Resolves when it listens on every port; a port that nobody listens on refuses.
 * @throws Error when it does not
 */
export async function announce(ntpMs: number, announcements: readonly Announcement[]): Promise<void> {
  await Promise.all(announcements.map((one) => tell(one.port, senderReport(one.ssrc, { ...one, ntpMs }))));
}

async function tell(port: number, report: Buffer): Promise<void> {
  const socket = createSocket('udp4');
  let refused = false;
  const answered = (error: Error | null) => (refused ||= error !== null);
  socket.on('error', answered);
  try {
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
      refused = false;
      // The kernel tells of a refusal with the next call.
      socket.send(report, answered);
      await sleep(retryMs);
      socket.send(report, answered);
      await sleep(retryMs);
      if (!refused) return;
    }
    throw new Error(`nobody listens on port ${port}`);
  } finally {
    socket.close();
  }
}
