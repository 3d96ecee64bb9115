/** One box of an ISO base media file (ISO/IEC 14496-12, section 4.2): `body` is what follows its header. */
export interface Box {
  type: string;
  /** Header included. */
  bytes: Buffer;
  body: Buffer;
}

/** The complete boxes at the start of `data`, one after the other; what is incomplete at its end is not given. */
export function* boxesOf(data: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= data.length;) {
    const size = boxSize(data, at);
    if (size === null || at + size > data.length) return;
    const header = data.readUInt32BE(at) === 1 ? 16 : 8;
    const type = data.toString('latin1', at + 4, at + 8);
    yield { type, bytes: data.subarray(at, at + size), body: data.subarray(at + header, at + size) };
    at += size;
  }
}

/** Size of the box at `at`, or null where too little is there to tell. @throws RangeError for what is no box */
export function boxSize(data: Buffer, at: number): number | null {
  if (at + 8 > data.length) return null;
  const size = data.readUInt32BE(at);
  if (size !== 1) {
    if (size < 8) throw new RangeError(`no box: size ${size}`);
    return size;
  }
  return at + 16 > data.length ? null : Number(data.readBigUInt64BE(at + 8));
}

/** The first box on a path of types, e.g. `child(moof, 'traf', 'tfhd')`. */
export function child(data: Buffer, type: string, ...deeper: string[]): Box | undefined {
  for (const box of boxesOf(data)) {
    if (box.type !== type) continue;
    const [next, ...rest] = deeper;
    const found = next === undefined ? box : child(box.body, next, ...rest);
    if (found) return found;
  }
  return undefined;
}
