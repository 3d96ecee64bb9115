import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import { tidyCaption } from '@sammelan/shared/captions/captions.rules.js';
import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { serverNow } from '../../../app/clock.js';
import { newId } from '../../../app/session.js';
import { recall, remember } from '../../../app/storage.js';
import { Cell } from '../../../app/store.js';
import type { Connection } from '../../../realtime/connection.js';

export interface WrittenLine {
  lineId: string;
  text: string;
  at: number;
  /** Null: stored. */
  failure: unknown;
}

interface Draft {
  lineId: string;
  /** When its first letter was typed: close to when it was said. */
  at: number;
  revision: number;
  /** It was sent before, and is being corrected. */
  sent: boolean;
  /** As typed so far. */
  text: string;
}

const languageKey = 'sammelan.captions.write';
/** Whoever reads along sees a line grow, but not each letter by itself. */
const partialEveryMs = 300;
const keptLines = 100;

const rememberedLanguage = (fallback: SpokenLanguage): SpokenLanguage => {
  const tag = recall(languageKey);
  return tag !== null && tag in spokenLanguages ? (tag as SpokenLanguage) : fallback;
};

const newDraft = (): Draft => ({ lineId: newId(), at: Math.round(serverNow()), revision: 0, sent: false, text: '' });

/** What a captioner has written, and the line that is being typed. */
export class CaptionDesk {
  readonly language: Cell<SpokenLanguage>;
  readonly lines = new Cell<readonly WrittenLine[]>([]);
  readonly correcting = new Cell(false);
  private draft: Draft | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    fallback: SpokenLanguage,
  ) {
    this.language = new Cell(rememberedLanguage(fallback));
  }

  setLanguage(language: SpokenLanguage): void {
    remember(languageKey, language);
    this.abandon();
    this.lines.set([]);
    this.language.set(language);
  }

  /** The line as typed so far. */
  typed(text: string): void {
    if (tidyCaption(text) === '') return;
    this.draft ??= newDraft();
    this.draft.text = text;
    // A line that is out stays as it is until the correction is whole.
    if (this.draft.sent) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.draft) void this.write(this.draft, this.draft.text, false).catch(() => undefined);
    }, partialEveryMs);
  }

  /** Sends the line as it is; what is not taken is shown with its failure. */
  async send(text: string): Promise<void> {
    const tidy = tidyCaption(text);
    if (tidy === '') return this.abandon();
    const draft = this.draft ?? newDraft();
    this.abandon();
    const line: WrittenLine = { lineId: draft.lineId, text: tidy, at: draft.at, failure: null };
    this.put(line);
    await this.write(draft, tidy, true).catch((failure: unknown) => this.put({ ...line, failure }));
  }

  /** Takes a line back to be corrected; gives its text. */
  correct(lineId: string): string {
    this.abandon();
    const line = this.lines.get().find((one) => one.lineId === lineId);
    if (!line) return '';
    this.draft = { lineId, at: line.at, revision: 1_000, sent: true, text: line.text };
    this.correcting.set(true);
    return line.text;
  }

  /** The line sent last, to be corrected; empty where there is none. */
  correctLast(): string {
    const last = this.lines.get().at(-1);
    return last ? this.correct(last.lineId) : '';
  }

  /** What is being typed is not to be sent. */
  abandon(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.draft = null;
    this.correcting.set(false);
  }

  async takeDown(lineId: string): Promise<void> {
    this.abandon();
    await this.connection.send('caption:remove', { lineId });
    this.lines.update((lines) => lines.filter((line) => line.lineId !== lineId));
  }

  private put(line: WrittenLine): void {
    this.lines.update((lines) => {
      const isKnown = lines.some(({ lineId }) => lineId === line.lineId);
      const next = isKnown ? lines.map((one) => (one.lineId === line.lineId ? line : one)) : [...lines, line];
      return next.slice(-keptLines);
    });
  }

  private write(draft: Draft, text: string, final: boolean): Promise<CaptionView> {
    draft.revision += 1;
    const { lineId, at, revision } = draft;
    return this.connection.send('caption:write', { lineId, language: this.language.get(), text, final, at, revision });
  }
}
