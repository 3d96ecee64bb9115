import { Injectable } from '@nestjs/common';
import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { CaptionLine } from './caption-line.entity.js';
import { CaptionsRepository } from './captions.repository.js';

/** A rally's captions in memory, by line id; `null`: taken down. */
export type CaptionBook = Map<string, CaptionView | null>;

/** Captions of the rallies that somebody looks at, in memory: a hundred thousand viewers ask no database. */
@Injectable()
export class CaptionRegister {
  private readonly loading = new Map<string, Promise<CaptionBook>>();
  private readonly loaded = new Map<string, CaptionBook>();

  constructor(private readonly repository: CaptionsRepository) {}

  book(rallyId: string): Promise<CaptionBook> {
    const known = this.loading.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    this.loading.set(rallyId, loading);
    loading.catch(() => this.loading.delete(rallyId));
    return loading;
  }

  /** The same without a wait, where it is in memory. */
  find(rallyId: string): CaptionBook | null {
    return this.loaded.get(rallyId) ?? null;
  }

  private async load(rallyId: string): Promise<CaptionBook> {
    const lines = await this.repository.ofRally(rallyId);
    const book: CaptionBook = new Map(lines.map((line) => [line.lineId, line.removed ? null : view(line)]));
    this.loaded.set(rallyId, book);
    return book;
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
