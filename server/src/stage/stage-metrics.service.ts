import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RoomStats } from '../media/stage-room.js';
import type { WorkerUsage } from '../media/worker-slot.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { MediaPlane } from './media-plane.service.js';

/** The media plane's figures: what it carries, and what its workers cost. */
@Injectable()
export class StageMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: MetricsService,
    private readonly media: MediaPlane,
  ) {}

  onModuleInit(): void {
    const sum = (figure: keyof RoomStats) =>
      [...this.media.rooms.values()].reduce((total, room) => total + room.stats()[figure], 0);
    this.metrics.gauge('media_rooms', 'Rallies with a media room.', () => this.media.rooms.size);
    this.metrics.gauge(
      'media_transports',
      'WebRTC transports, sending (speakers) and receiving (viewers).',
      () => [
        [{ direction: 'send' }, sum('speakers')],
        [{ direction: 'receive' }, sum('viewers')],
      ],
      ['direction'],
    );
    this.metrics.gauge('media_producers', 'Tracks that speakers send.', () => sum('producers'));
    this.metrics.gauge('media_consumers', 'Tracks that viewers receive.', () => sum('consumers'));
    this.perWorker('media_worker_cpu_seconds', 'CPU time of a media worker.', ({ cpuSeconds }) => cpuSeconds);
    this.perWorker('media_worker_memory_bytes', 'Resident memory of a media worker.', ({ rssBytes }) => rssBytes);
    this.perWorker('media_worker_load', 'Producers and consumers on a media worker.', ({ load }) => load);
    this.perWorker('media_worker_deaths', 'Times a media worker died and was replaced.', ({ deaths }) => deaths);
  }

  private perWorker(name: string, help: string, figure: (usage: WorkerUsage) => number): void {
    this.metrics.gauge(
      name,
      help,
      async () => (await this.media.usage()).map((usage) => [{ worker: String(usage.index) }, figure(usage)]),
      ['worker'],
    );
  }
}
