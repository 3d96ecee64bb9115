/** Pixels of a picture. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Size that an RTP payload tells of the picture that begins with it; null where it tells none. */
export function sizeIn(mimeType: string, payload: Buffer): PictureSize | null {
  try {
    return mimeType.toLowerCase() === 'video/h264' ? h264Size(payload) : vp8Size(payload);
  } catch {
    // What is cut short tells nothing; the decoder complains of it in its own way.
    return null;
  }
}

const [stapA, spsType] = [24, 7];

/** RFC 6184: a sequence parameter set by itself, or the first thing in an aggregate. */
function h264Size(payload: Buffer): PictureSize | null {
  const type = (payload[0] ?? 0) & 0x1f;
  if (type === spsType) return spsSize(payload);
  if (type !== stapA) return null;
  const set = payload.subarray(3, 3 + payload.readUInt16BE(1));
  return ((set[0] ?? 0) & 0x1f) === spsType ? spsSize(set) : null;
}

/** RFC 7741: the descriptor, then (RFC 6386, 9.1) a key frame's start code and size. */
function vp8Size(payload: Buffer): PictureSize | null {
  const first = payload.readUInt8(0);
  // Only the start of the first partition has a header.
  if ((first & 0x17) !== 0x10) return null;
  let at = 1;
  if (first & 0x80) {
    const extensions = payload.readUInt8(at++);
    if (extensions & 0x80) at += payload.readUInt8(at) & 0x80 ? 2 : 1;
    if (extensions & 0x40) at += 1;
    if (extensions & 0x30) at += 1;
  }
  const isKey = (payload.readUInt8(at) & 1) === 0;
  if (!isKey || payload.readUIntBE(at + 3, 3) !== 0x9d012a) return null;
  return { width: payload.readUInt16LE(at + 6) & 0x3fff, height: payload.readUInt16LE(at + 8) & 0x3fff };
}

/** Profiles whose parameter sets say more (Rec. ITU-T H.264, 7.3.2.1.1); browsers send baseline, which does not. */
const highProfiles = [100, 110, 122, 244, 44, 83, 86, 118, 128];

function spsSize(set: Buffer): PictureSize | null {
  const bits = new Bits(Buffer.from(set.toString('latin1').replaceAll('\0\0\x03', '\0\0'), 'latin1'));
  const profile = set.readUInt8(1);
  bits.skip(32);
  bits.exponential();
  if (highProfiles.includes(profile)) {
    if (bits.exponential() === 3) bits.skip(1);
    bits.exponential();
    bits.exponential();
    bits.skip(1);
    // Scaling matrices are not sent by what we know.
    if (bits.read(1)) return null;
  }
  bits.exponential();
  const order = bits.exponential();
  if (order === 0) bits.exponential();
  else if (order === 1) {
    bits.skip(1);
    bits.exponential();
    bits.exponential();
    for (let left = bits.exponential(); left > 0; left -= 1) bits.exponential();
  }
  bits.exponential();
  bits.skip(1);
  const [columns, rows] = [bits.exponential() + 1, bits.exponential() + 1];
  const frames = bits.read(1);
  if (!frames) bits.skip(1);
  bits.skip(1);
  const cropped = bits.read(1);
  const [left, right, top, bottom] = cropped
    ? [bits.exponential(), bits.exponential(), bits.exponential(), bits.exponential()]
    : [0, 0, 0, 0];
  // In 4:2:0, cropping counts in pairs of pixels.
  return { width: columns * 16 - 2 * (left + right), height: (rows * 16 - 2 * (top + bottom)) * (frames ? 1 : 2) };
}

/** Bits of a buffer from the first on (Rec. ITU-T H.264, 9.1 for the exponential ones). */
class Bits {
  private at = 0;

  constructor(private readonly data: Buffer) {}

  skip(count: number): void {
    this.at += count;
  }

  read(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1, this.at += 1) {
      value = value * 2 + ((this.data.readUInt8(this.at >> 3) >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }

  exponential(): number {
    let zeros = 0;
    while (this.read(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.read(zeros);
  }
}
