import { Injectable } from '@nestjs/common';
import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { CaptionLine } from './caption-line.entity.js';
import { CaptionsRepository } from './captions.repository.js';

/** A rally's captions in memory, by line id; `null`: taken down. */
export type CaptionBook = Map<string, CaptionView | null>;

/** What a rally has of captions: its lines, and languages that the producer has off. */
interface Loaded {
  book: CaptionBook;
  off: Set<SpokenLanguage>;
}

/** Captions of the rallies that somebody looks at, in memory: a hundred thousand viewers ask no database. */
@Injectable()
export class CaptionRegister {
  private readonly loading = new Map<string, Promise<Loaded>>();
  private readonly loaded = new Map<string, Loaded>();

  constructor(private readonly repository: CaptionsRepository) {}

  async book(rallyId: string): Promise<CaptionBook> {
    return (await this.of(rallyId)).book;
  }

  /** Languages that are off. To be changed by whoever has stored the change. */
  async off(rallyId: string): Promise<Set<SpokenLanguage>> {
    return (await this.of(rallyId)).off;
  }

  /** The book without a wait, where it is in memory. */
  find(rallyId: string): CaptionBook | null {
    return this.loaded.get(rallyId)?.book ?? null;
  }

  private of(rallyId: string): Promise<Loaded> {
    const known = this.loading.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    this.loading.set(rallyId, loading);
    loading.catch(() => this.loading.delete(rallyId));
    return loading;
  }

  private async load(rallyId: string): Promise<Loaded> {
    const [lines, off] = await Promise.all([this.repository.ofRally(rallyId), this.repository.offIn(rallyId)]);
    const book: CaptionBook = new Map(lines.map((line) => [line.lineId, line.removed ? null : view(line)]));
    const loaded = { book, off: new Set(off) };
    this.loaded.set(rallyId, loaded);
    return loaded;
  }
}

const view = ({ lineId, language, text, at, revision }: CaptionLine): CaptionView => ({
  lineId,
  language,
  text,
  final: true,
  at: at.getTime(),
  revision,
});

/** Languages in which there is something, in the order in which they began. */
export const languagesOf = (book: CaptionBook): SpokenLanguage[] => [
  ...new Set([...book.values()].flatMap((line) => line?.language ?? [])),
];

/** Final lines of a language, in the order of the stage's time. */
export const finalLines = (book: CaptionBook, language: SpokenLanguage): CaptionView[] =>
  [...book.values()]
    .flatMap((line) => (line?.final && line.language === language ? [line] : []))
    .sort((a, b) => a.at - b.at);
