import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import { captionMs, shownCaptions } from '@sammelan/shared/captions/captions.rules.js';

/** A line that is on the picture. */
export interface ShownLine {
  lineId: string;
  text: string;
}

interface Live extends ShownLine {
  at: number;
  goesAtMs: number;
}

/**
 * The lines on the picture as they are told: each stands as long as it takes to read it from when it was last changed, or
 * until newer ones push it off. Times are ms of any one clock.
 */
export class LiveLines {
  private lines: Live[] = [];

  take({ lineId, text, at }: CaptionView, nowMs: number): void {
    const others = this.lines.filter((line) => line.lineId !== lineId);
    const line = { lineId, text, at, goesAtMs: nowMs + captionMs(text) };
    this.lines = [...others, line].sort((a, b) => a.at - b.at).slice(-shownCaptions);
  }

  drop(lineId: string): void {
    this.lines = this.lines.filter((line) => line.lineId !== lineId);
  }

  clear(): void {
    this.lines = [];
  }

  /** What is shown at this moment, the newest last; and when the next of them goes. */
  read(nowMs: number): { lines: ShownLine[]; nextMs: number | null } {
    this.lines = this.lines.filter(({ goesAtMs }) => goesAtMs > nowMs);
    const nextMs = this.lines.length ? Math.min(...this.lines.map(({ goesAtMs }) => goesAtMs)) : null;
    return { lines: this.lines.map(({ lineId, text }) => ({ lineId, text })), nextMs };
  }
}
