import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { MediaPlane } from '../stage/media-plane.service.js';
import { cardMbps, sentBytes } from './uplink.js';
import type { Load } from './way.rules.js';

interface Reading {
  atMs: number;
  /** CPU seconds by worker process. */
  cpu: Map<number, number>;
  sent: number | null;
}

/** Measures what this process carries by WebRTC against what it may. */
@Injectable()
export class HeadroomService {
  private before: Reading | null = null;
  private uplinkMbps: number | null;
  /** Transports on their way: a crowd that comes in one second is counted before it is in. */
  opening = 0;
  /** Of the last `measure`. */
  load: Load = { cpu: null, uplink: null, viewers: 0 };

  constructor(
    private readonly media: MediaPlane,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.uplinkMbps = config.playback.uplinkMbps;
  }

  /** Viewers by WebRTC now. */
  get viewers(): number {
    return [...this.media.rooms.values()].reduce((sum, room) => sum + room.stats().viewers, 0);
  }

  /** As a share of the most there may be. */
  get places(): number {
    const { maxWebRtcViewers } = this.config.playback;
    return maxWebRtcViewers > 0 ? (this.viewers + this.opening) / maxWebRtcViewers : 1;
  }

  /** The load since the last call. */
  async measure(): Promise<Load> {
    this.uplinkMbps ??= await cardMbps();
    const [usage, sent] = await Promise.all([this.media.usage(), sentBytes()]);
    const cpu = new Map(usage.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
    const now: Reading = { atMs: performance.now(), cpu, sent };
    this.load = { ...this.since(this.before, now), viewers: this.places };
    this.before = now;
    return this.load;
  }

  private since(before: Reading | null, now: Reading): Pick<Load, 'cpu' | 'uplink'> {
    const seconds = before ? (now.atMs - before.atMs) / 1000 : 0;
    if (!before || seconds <= 0) return { cpu: null, uplink: null };
    const shares = [...now.cpu].map(([pid, cpu]) => (cpu - (before.cpu.get(pid) ?? cpu)) / seconds);
    const sent = now.sent === null || before.sent === null ? null : now.sent - before.sent;
    return {
      cpu: shares.length ? Math.max(...shares) : null,
      uplink: sent === null ? null : (sent * 8) / 1e6 / seconds / (this.uplinkMbps ?? Infinity),
    };
  }
}
