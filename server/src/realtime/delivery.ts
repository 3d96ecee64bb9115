import type { Duplex } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { MetricsService } from '../metrics/metrics.service.js';
import { writeDirectly } from './direct-write.js';
import { cut, engineOf, heldBytes, isClear, type Recipient, streamOf } from './engine.js';
import { EventFrame } from './event-frame.js';
import type { AppSocket } from './socket.js';

/** What this process holds for one client that does not keep up; minutes of chat on the slowest line. */
export const maxHeldBytes = 256 * 1024;

/** From here on the client is spared what the next one of its kind makes up for. */
const passingLimitBytes = maxHeldBytes / 4;

/** A client that was outrun is sent again what is new once so little waits for it. */
const caughtUpBytes = 16 * 1024;
const lookEveryMs = 250;

/** One that takes nothing for so long is gone, or means harm; its page comes back by itself. */
const maxOutrunMs = 30_000;

/**
 * Brings frames to sockets. To a plain WebSocket that keeps up the bytes are written as they are, past Node's stream; every
 * other one gets them through Engine.IO's buffer, so that the order is always that of sending. What a slow client costs is
 * bounded: first it is spared passing events, then everything until it has caught up and is told so (`server:outran`), then
 * it is cut.
 */
@Injectable()
export class Delivery implements OnModuleDestroy {
  private readonly outrun = new Map<AppSocket, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(metrics: MetricsService) {
    metrics.gauge('sockets_outrun', 'Sockets that are too slow for what is sent to them.', () => this.outrun.size);
  }

  /** @param passing whether the next event of its kind makes up for this one */
  send(to: Recipient, frame: EventFrame, passing: boolean): void {
    if (this.outrun.size > 0 && this.outrun.has(to.socket)) return;
    if (to.direct !== null && isClear(to)) writeDirectly(to.stream as Duplex, to.direct, frame.bytes);
    else this.sendCarefully(to, frame, passing);
  }

  /** Whether so much waits for the socket that it is served no longer; it is cut then. */
  isHopeless(socket: AppSocket): boolean {
    const engine = engineOf(socket);
    if (heldBytes(engine) <= maxHeldBytes) return false;
    cut(engine);
    return true;
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private sendCarefully({ socket, engine }: Recipient, frame: EventFrame, passing: boolean): void {
    const held = heldBytes(engine);
    if (passing && held > passingLimitBytes) return;
    if (held + frame.bytes.length > maxHeldBytes) return this.markOutrun(socket);
    const stream = streamOf(engine);
    if (stream) stream.write(frame.bytes);
    else engine.write(frame.packet, { compress: false, wsPreEncodedFrame: [frame.bytes] });
  }

  private markOutrun(socket: AppSocket): void {
    this.outrun.set(socket, performance.now());
    this.timer ??= setInterval(() => this.look(), lookEveryMs);
  }

  private look(): void {
    const now = performance.now();
    for (const [socket, since] of this.outrun) {
      const engine = engineOf(socket);
      if (!socket.connected) this.outrun.delete(socket);
      else if (heldBytes(engine) <= caughtUpBytes) {
        this.outrun.delete(socket);
        socket.emit('server:outran');
      } else if (now - since > maxOutrunMs) {
        this.outrun.delete(socket);
        cut(engine);
      }
    }
    if (this.outrun.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}
