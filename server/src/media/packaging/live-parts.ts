import { EventEmitter } from 'node:events';

/** A piece of a segment that can be fetched before the segment is whole (RFC 8216bis, 4.4.4.9). */
export interface Part {
  /** Address of its segment, below the programme's folder. */
  of: string;
  /** Its place among the segment's parts, from 0. */
  index: number;
  /** Where it stands in the segment's file, in bytes. */
  offset: number;
  bytes: number;
  seconds: number;
  /** Can be decoded without what came before. */
  independent: boolean;
  /** When its first sample was captured, in ms since 1970. */
  at: number;
}

/** Longer than anybody's list of parts: three targets of each rendition, and what a change of takes leaves. */
const keptSegments = 60;

/** The parts of a programme's newest segments, in memory; the bytes are in the segments' files. */
export class LiveParts extends EventEmitter<{ changed: [] }> {
  private readonly bySegment = new Map<string, Part[]>();
  /** Changes with every part. */
  version = 0;

  constructor() {
    super();
    // Everyone who waits for the next part listens.
    this.setMaxListeners(0);
  }

  add(part: Part): void {
    const parts = this.bySegment.get(part.of);
    if (parts) parts.push(part);
    else this.bySegment.set(part.of, [part]);
    for (const uri of this.bySegment.keys()) {
      if (this.bySegment.size <= keptSegments) break;
      this.bySegment.delete(uri);
    }
    this.version += 1;
    this.emit('changed');
  }

  /** Parts of a segment so far; none where it is too old. */
  of(segment: string): readonly Part[] {
    return this.bySegment.get(segment) ?? [];
  }
}

/** `1/mid-4.m4s` has the parts `1/mid-4.0.m4s` and so on. */
export const partUri = (segment: string, index: number): string => segment.replace(/\.m4s$/, `.${index}.m4s`);

/** The segment and the place that a part's address names; null for another address. */
export function readPartUri(uri: string): { of: string; index: number } | null {
  const [match, start = '', index = ''] = /^(.+)\.(\d{1,4})\.m4s$/.exec(uri) ?? [];
  return match ? { of: `${start}.m4s`, index: Number(index) } : null;
}
