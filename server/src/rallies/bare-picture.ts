import { crc32 } from 'node:zlib';
import type { Picture } from './picture.js';

/**
 * The picture without what its camera and its editors wrote beside it: place, time, device, names, small copies, anything after
 * its end. Points and colours stay byte for byte, and so does which way is up. Null where the bytes are not what they say.
 */
export function barePicture(bytes: Buffer, { extension }: Picture): Buffer | null {
  try {
    return strip[extension](bytes);
  } catch (error) {
    if (isBeyondTheEnd(error)) return null;
    throw error;
  }
}

/** Where the bytes were cut off, or lie about their lengths. By name: tests have a RangeError of their own. */
const isBeyondTheEnd = (error: unknown): boolean => (error as Error).name === 'RangeError';

const strip = { jpg: bareJpeg, png: barePng, webp: bareWebp };

// JPEG (ITU-T T.81, annex B).
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
/** Within a scan: an escaped FF, or a restart. */
const isOfScan = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7);

function bareJpeg(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    while (bytes.readUInt16BE(at) === 0xffff) at += 1;
    const [lead, marker] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
    if (lead !== 0xff) return null;
    if (marker === endOfImage) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    if (marker === startOfScan) end = endOfScan(bytes, end);
    const segment = bytes.subarray(at, end);
    if (isApplication(marker)) kept.push(...bareApplication(segment, marker));
    else if (marker !== comment) kept.push(segment);
    at = end;
  }
}

function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length && isOfScan(bytes.readUInt8(at + 1))) at = bytes.indexOf(0xff, at + 2);
  if (at === -1) throw new RangeError('a scan without an end');
  return at;
}

/** Of what applications add, what decoders need: JFIF, the colour profile, Adobe's note on colours, the orientation. */
function bareApplication(segment: Buffer, marker: number): Buffer[] {
  const names = (name: string): boolean => segment.toString('latin1', 4, 4 + name.length) === name;
  if (marker === 0xe0 && names('JFIF\0')) {
    // Without its small copy.
    const jfif = Buffer.from(segment.subarray(0, 18));
    jfif.writeUInt16BE(16, 2);
    jfif.writeUInt16BE(0, 16);
    return [jfif];
  }
  if ((marker === 0xe2 && names('ICC_PROFILE\0')) || (marker === 0xee && names('Adobe'))) return [segment];
  const upright = marker === 0xe1 && names('Exif\0\0') ? orientationOnly(segment.subarray(10)) : null;
  if (!upright) return [];
  const head = Buffer.from([0xff, 0xe1, 0, 8 + upright.length, ...Buffer.from('Exif\0\0')]);
  return [Buffer.concat([head, upright])];
}

/** Of chunks that decoders may leave out (PNG, section 11.3; APNG), those that the picture looks different without. */
const pngLooks = new Set(['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'bKGD', 'acTL', 'fcTL', 'fdAT']);

function barePng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; ;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const chunk = bytes.subarray(at, end);
    bytes.readUInt32BE(end - 4);
    const kind = chunk.toString('latin1', 4, 8);
    const isCritical = /^[A-Z]/.test(kind);
    if (isCritical || pngLooks.has(kind)) kept.push(chunk);
    if (kind === 'eXIf') kept.push(...pngOrientation(chunk.subarray(8, -4)));
    if (kind === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function pngOrientation(tiff: Buffer): Buffer[] {
  const upright = orientationOnly(tiff);
  if (!upright) return [];
  const body = Buffer.concat([Buffer.from('eXIf'), upright]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(upright.length);
  checksum.writeUInt32BE(crc32(body));
  return [Buffer.concat([length, body, checksum])];
}

const webpLooks = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
// RFC 9649, section 2.7: what VP8X says there is.
const exifFlag = 0x08;
const xmpFlag = 0x04;

function bareWebp(bytes: Buffer): Buffer {
  const head = Buffer.from(bytes.subarray(0, 12));
  const kept: Buffer[] = [head];
  const size = 8 + bytes.readUInt32LE(4);
  bytes.readUInt8(size - 1);
  for (let at = 12; at + 8 <= size;) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    bytes.readUInt8(end - 1);
    const kind = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    const upright = kind === 'EXIF' ? orientationOnly(chunk.subarray(8)) : null;
    if (webpLooks.has(kind)) kept.push(chunk);
    if (upright) kept.push(webpChunk('EXIF', upright));
    at = end;
  }
  const extended = kept.find((chunk) => chunk.toString('latin1', 0, 4) === 'VP8X');
  const hasExif = kept.some((chunk) => chunk.toString('latin1', 0, 4) === 'EXIF');
  if (extended) extended[8] = (extended.readUInt8(8) & ~(exifFlag | xmpFlag)) | (hasExif ? exifFlag : 0);
  const bare = Buffer.concat(kept);
  bare.writeUInt32LE(bare.length - 8, 4);
  return bare;
}

function webpChunk(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

const orientationTag = 0x0112;

/** Of Exif's fields (TIFF 6.0, section 2) the one that says which way is up; null where it says nothing or "as it is". */
function orientationOnly(tiff: Buffer): Buffer | null {
  const order = tiff.toString('latin1', 0, 2);
  const [u16, u32] =
    order === 'II'
      ? [(at: number) => tiff.readUInt16LE(at), (at: number) => tiff.readUInt32LE(at)]
      : [(at: number) => tiff.readUInt16BE(at), (at: number) => tiff.readUInt32BE(at)];
  try {
    const directory = u32(4);
    for (let n = 0; n < u16(directory); n += 1) {
      const entry = directory + 2 + 12 * n;
      if (u16(entry) !== orientationTag) continue;
      const way = u16(entry + 8);
      if (way < 2 || way > 8) return null;
      return Buffer.from(`4d4d002a000000080001011200030000000100${way.toString().padStart(2, '0')}000000000000`, 'hex');
    }
  } catch (error) {
    if (!isBeyondTheEnd(error)) throw error;
  }
  return null;
}
