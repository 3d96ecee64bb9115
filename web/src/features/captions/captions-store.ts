import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import { captionsAt } from '@sammelan/shared/captions/captions.rules.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Cell, type Store } from '../../app/store.js';
import type { Viewer } from '../../media/viewer.js';
import type { Connection } from '../../realtime/connection.js';
import {
  type CaptionSize,
  rememberCaptionLanguage,
  rememberCaptionSize,
  rememberedCaptions,
} from './caption-choice.js';
import { LiveLines, type ShownLine } from './live-lines.js';

export interface CaptionsState {
  /** What there is to read. */
  languages: readonly SpokenLanguage[];
  /** Null: off. */
  language: SpokenLanguage | null;
  size: CaptionSize;
  lines: readonly ShownLine[];
}

/** Of the rally's past so much is asked for at once, and as much before the moment itself as a line can stand. */
const pageMs = 120_000;
const beforeMs = 15_000;

interface Page {
  language: SpokenLanguage;
  from: number;
  to: number;
  lines: CaptionView[];
}

/**
 * The captions of a rally as one viewer reads them. Live they come by the socket, at their moment of the picture; for a
 * viewer who went back in the rally they are looked up by the time that is shown.
 */
export class CaptionsStore {
  private readonly cell = new Cell<CaptionsState>({ languages: [], ...rememberedCaptions(), lines: [] });
  readonly state: Store<CaptionsState> = this.cell;
  private readonly live = new LiveLines();
  private page: Page | null = null;
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[];

  constructor(
    private readonly connection: Connection,
    private readonly viewer: Viewer,
  ) {
    this.stops = [
      connection.onReady(() => void this.follow()),
      connection.on('caption:tracks-changed', ({ languages }) => this.patch({ languages })),
      connection.on('caption:changed', (line) => this.take(line)),
      connection.on('caption:removed', ({ lineId }) => this.drop(lineId)),
      viewer.state.subscribe(() => this.look()),
    ];
  }

  /** Chooses a language to read, or none, and remembers it. */
  choose(language: SpokenLanguage | null): void {
    rememberCaptionLanguage(language);
    this.read(language);
  }

  /** Reads a language for now. */
  read(language: SpokenLanguage | null): void {
    if (this.cell.get().language === language) return;
    this.live.clear();
    this.page = null;
    this.patch({ language, lines: [] });
    void this.follow();
  }

  resize(size: CaptionSize): void {
    rememberCaptionSize(size);
    this.patch({ size });
  }

  close(): void {
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }

  private get pastMs(): number | null {
    const { way, film } = this.viewer.state.get();
    return way === 'hls' && film?.timeline.rewound ? film.timeline.at : null;
  }

  private async follow(): Promise<void> {
    const { language } = this.cell.get();
    const view = await this.connection.send('caption:follow', { language }).catch(() => null);
    if (!view || this.cell.get().language !== language) return;
    this.patch({ languages: view.languages });
    // What was told before, for a picture that is not there yet.
    const shown = this.viewer.streamTime();
    for (const line of view.lines)
      if (shown !== null && line.at > shown) this.connection.gate.pass(line.at, () => this.take(line));
  }

  private take(line: CaptionView): void {
    if (line.language !== this.cell.get().language) return;
    if (this.page && line.at >= this.page.from && line.at < this.page.to) {
      const others = this.page.lines.filter(({ lineId }) => lineId !== line.lineId);
      this.page.lines = line.final ? [...others, line] : others;
    }
    this.live.take(line, performance.now());
    this.look();
  }

  private drop(lineId: string): void {
    this.live.drop(lineId);
    if (this.page) this.page.lines = this.page.lines.filter((line) => line.lineId !== lineId);
    this.look();
  }

  private look(): void {
    const { language } = this.cell.get();
    if (language === null) return;
    const { pastMs } = this;
    clearTimeout(this.timer);
    if (pastMs !== null) return this.lookBack(language, pastMs);
    const { lines, nextMs } = this.live.read(performance.now());
    if (nextMs !== null) this.timer = setTimeout(() => this.look(), nextMs - performance.now() + 1);
    this.show(lines);
  }

  private lookBack(language: SpokenLanguage, at: number): void {
    const { page } = this;
    if (page && page.language === language && at - beforeMs >= page.from && at < page.to)
      return this.show(captionsAt(page.lines, at).map(({ lineId, text }) => ({ lineId, text })));
    this.show([]);
    void this.fetchPage(language, at);
  }

  private async fetchPage(language: SpokenLanguage, at: number): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const [from, to] = [Math.max(0, Math.floor(at - 2 * beforeMs)), Math.ceil(at + pageMs)];
    const answer = await this.connection.send('caption:read', { language, from, to }).catch(() => null);
    this.asking = false;
    if (answer && this.cell.get().language === language) this.page = { language, from, to, lines: answer.lines };
  }

  private show(lines: readonly ShownLine[]): void {
    const before = this.cell.get().lines;
    const same =
      lines.length === before.length &&
      lines.every(({ lineId, text }, nth) => {
        const other = before[nth];
        return other?.lineId === lineId && other.text === text;
      });
    if (!same) this.patch({ lines });
  }

  private patch(change: Partial<CaptionsState>): void {
    this.cell.update((state) => ({ ...state, ...change }));
  }
}
