import { Injectable } from '@nestjs/common';
import type { HlsView } from '@sammelan/shared/playback/playback.dto.js';
import type { PictureFiles } from './slide.js';

/** Where stills can be cut from. */
export interface PictureSource {
  /** ffmpeg's program. */
  ffmpeg: string;
  newest(rallyId: string): PictureFiles | null;
}

type Listener = (rallyId: string, ladder: HlsView | null) => void;

/** Which rallies can be watched by HLS now, and where. */
@Injectable()
export class HlsLadders {
  private readonly ladders = new Map<string, HlsView>();
  /** Set by whoever packages. */
  pictures: PictureSource | null = null;
  private readonly listeners: Listener[] = [];

  /** Called when a rally's ladder is there, has moved or is gone. */
  onChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  find(rallyId: string): HlsView | null {
    return this.ladders.get(rallyId) ?? null;
  }

  /** From whoever packages: the ladder can be played from now on, or (null) not any more. */
  put(rallyId: string, ladder: HlsView | null): void {
    if (this.find(rallyId)?.url === ladder?.url) return;
    if (ladder) this.ladders.set(rallyId, ladder);
    else this.ladders.delete(rallyId);
    for (const listener of this.listeners) listener(rallyId, ladder);
  }
}
