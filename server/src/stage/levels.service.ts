import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { StageRoom } from '../media/stage-room.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { rooms } from '../realtime/rooms.js';
import { MediaPlane } from './media-plane.service.js';
import { StageStore } from './stage-store.service.js';

// The audience is told who has the floor, not how loud: a frame to everyone is dear.
const audienceEveryMs = 1000;

/** Who is heard: the loudness of every seat to the desk and the speakers, the change of floor in a panel to everyone. */
@Injectable()
export class LevelsService implements OnModuleInit {
  constructor(
    private readonly media: MediaPlane,
    private readonly store: StageStore,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.media.onRoom((rallyId, room) => this.follow(rallyId, room));
  }

  private follow(rallyId: string, room: StageRoom): void {
    let speakingSeatId: string | null = null;
    let told: { seatId: string | null; at: number } = { seatId: null, at: 0 };
    room.on('dominant', (seatId) => (speakingSeatId = seatId));
    room.on('levels', (levels) => {
      if (levels.length === 0) speakingSeatId = null;
      const view = { speakingSeatId, levels: Object.fromEntries(levels.map(({ seatId, volume }) => [seatId, volume])) };
      this.broadcaster.toRoom(rooms.stage(rallyId), 'stage:levelled', view);
      const now = Date.now();
      if (speakingSeatId === told.seatId || now - told.at < audienceEveryMs || !this.isPanel(rallyId)) return;
      told = { seatId: speakingSeatId, at: now };
      this.broadcaster.toRally(rallyId, 'stage:levelled', this.onAir(rallyId, view));
    });
  }

  private isPanel(rallyId: string): boolean {
    return (this.store.peek(rallyId)?.programme.seatIds.length ?? 0) > 1;
  }

  /** What is said in the green room is nobody else's business. */
  private onAir<T extends { speakingSeatId: string | null; levels: Record<string, number> }>(rallyId: string, view: T) {
    const stage = this.store.peek(rallyId);
    const levels = Object.entries(view.levels).filter(([seatId]) => stage?.isOnAir(seatId));
    const speakingSeatId = view.speakingSeatId && stage?.isOnAir(view.speakingSeatId) ? view.speakingSeatId : null;
    return { speakingSeatId, levels: Object.fromEntries(levels) };
  }
}
