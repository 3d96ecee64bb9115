import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { barePicture } from './bare-picture.js';
import { type Picture, pictureOf } from './picture.js';

/** 16 × 16 points each, drawn and encoded by ffmpeg. */
const pictures = {
  jpg:
    '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCA' +
    'gICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xAByAAEBAAAAAAAAAAAAAAAAAAAFBgEBAAMBAAAAAAAAAAAAAAAABgIDAQQQAAICAQQABQUBAAAA' +
    'AAAAAAMEAgUBEQcSBiIhFAATFiQjMUEVEQABBAEEAQUBAAAAAAAAAAACBQQDAQYHERMSABQhIhYyFf/AABEIABAAEAMBEgACEgADEgD/2gAMAw' +
    'EAAhEDEQA/AJmVRa7e7V0TSdgdOxskl7SbVe0cM4Beku0oKBIRASEoKucWIx1xksiY5zhiOfdDbq9e7htp1sX1LVowRq6uqMX5ljxhlJZNaJSf' +
    'diwP5pKS0HLPhzLMeUuPmp02wTEV176xYR2CxJKJhYKUEb1sI7FWwtnAm333gAqkKO5BvtQnVXt4c071cX07JRQ2uCqakY9iuWGdz24tzopuIE' +
    'qW6AOYOxd+tb1vfv5qWsT5E1zRu+hbF9JaoLbHpQjsZ2n992bpTn5LK7udzxwwd660DeLpHQ8k1yc+Ws3umX3A01q4y2DLRSJInDOI4Ym0KDKM' +
    'EswFCL4XMZTOIYpCEoxhkkAbsrKq8V7z3FfZrtiNjVV6alWFpf8A0EEkVoRImT0o2PTiHJaMWIiZORf8ox5PmOS8o64yJu3V9j3Gv7GoBQ2yuR' +
    'cOBRKNO5NpgEvCOIA/uIOXlKXlLX+exmm+ZZYuxXGrrqqrDN+7UXk78/hc9j1kdnLIH5HfoQ9qEaLeqrxJhelWMoSASqm5+kL5wB2kas42tkFn' +
    'ctAJlCrObGysiodw97C9vL0NFYLb/UF8oU4cy4n9b+uATx5TVI/sgYKPpmYTi0r1YiNy9oS+Vd62L38npQqpSu4zNmsqDLGH+Uigl6BQcQxu2N' +
    'pAFJY8Lk2ss/NGXf8AEXGNb/KvP//Z',
  png:
    'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAACXBIWXMAAAABAAAAAQBPJcTWAAAAb0lEQVR4nO3SywmAMBAE0OlEO9FOtBPtRD' +
    'vRTrSTkf0kgSAGPXhKWNhM2LenAHqoZY1aFixZt4MM0K90xgRzEGZuQHxKwHc8At/5BYTJMojbKygACSO44yAmopHcg6uML0THFpzBU/JGDD+A' +
    't7/1As7VYK4oz0zvAAAAAElFTkSuQmCC',
  webp:
    'UklGRg4BAABXRUJQVlA4IAIBAADwBQCdASoQABAAAgA0JbACdHIA+2a5Sf1m31XgAOkY/VX/VerHcgK4BUbc0TfAP1ALZ5ky3rvAAAD++WfieL' +
    'cof5Zeb1LmwTZygt4fk0QvHdzpU/RzBzD3uYzBOBzXnGxr3yTOWCLx9L4t8Ouf/v/M6qE4+bufQV1J8/6/7GbMTDf0HVNa0ReOKO6sU9z2ANxr' +
    'Tqz5xM+AZ6nIcQkp5vzECosQPGS7/8dn705dWut1mJ/8yG36GWzXj2iRm/jE5kf1ryJ18s/3lwdL+MRwdj8venaMp9dF/P+6nXFf5ptvQe8z2c' +
    'J39eUH9cqg2//RrXEu+lJtoxbimf+j00VuquK6AAA=',
};
type Kind = keyof typeof pictures;
const kinds = Object.keys(pictures) as Kind[];
const read = (kind: Kind): Buffer => Buffer.from(pictures[kind], 'base64');
const strip = (bytes: Buffer): Buffer | null => barePicture(bytes, pictureOf(bytes) as Picture);

const secret = 'GPS 24.6961 N 84.9869 E, camera 4711';

/** Exif with an orientation (1 to 8), as cameras write it, and the secret behind. */
const exif = (orientation: number): Buffer => {
  const head = `49492a0008000000 0100 1201 0300 01000000 0${orientation}00 0000 00000000`;
  return Buffer.concat([Buffer.from(head.replaceAll(' ', ''), 'hex'), Buffer.from(secret)]);
};

const segment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, 0, 2 + body.length]), body]);
const pngChunk = (kind: string, body: Buffer): Buffer => {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(kind), body]);
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
const riffChunk = (kind: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(kind), length, body, Buffer.alloc(body.length % 2)]);
};
const riff = (chunks: Buffer[]): Buffer => riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
/** VP8X for 16 × 16 points: which of Exif (8) and XMP (4) it says there is. */
const vp8x = (flags: number): Buffer => riffChunk('VP8X', Buffer.from([flags, 0, 0, 0, 15, 0, 0, 15, 0, 0]));

/** The picture with the secret in every place that cameras and editors use. */
const told: Record<Kind, (orientation: number) => Buffer> = {
  jpg: (orientation) => {
    const plain = read('jpg');
    const added = [
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation)])),
      segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${secret}</x>`)),
      segment(0xed, Buffer.from(`Photoshop 3.0\0${secret}`)),
      segment(0xfe, Buffer.from(secret)),
    ];
    return Buffer.concat([plain.subarray(0, 2), ...added, plain.subarray(2), Buffer.from(secret)]);
  },
  png: (orientation) => {
    const plain = read('png');
    const added = [
      pngChunk('eXIf', exif(orientation)),
      pngChunk('tEXt', Buffer.from(`Comment\0${secret}`)),
      pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)),
      pngChunk('tIME', Buffer.alloc(7, 1)),
    ];
    return Buffer.concat([plain.subarray(0, 33), ...added, plain.subarray(33), Buffer.from(secret)]);
  },
  webp: (orientation) =>
    Buffer.concat([
      riff([
        vp8x(0x0c),
        read('webp').subarray(12),
        riffChunk('EXIF', exif(orientation)),
        riffChunk('XMP ', Buffer.from(secret)),
      ]),
      Buffer.from(secret),
    ]),
};

describe('a picture without what its camera wrote', () => {
  it.each(kinds)('%s: nothing of it is left, and the picture is byte for byte what it was', (kind) => {
    const bare = strip(told[kind](1));
    expect(bare?.toString('latin1')).not.toMatch(/GPS|4711|Exif|EXIF|XMP|eXIf|tEXt|iTXt|tIME|Photoshop|adobe/);
    const plain = kind === 'webp' ? riff([vp8x(0), read('webp').subarray(12)]) : strip(read(kind))!;
    expect(bare?.equals(plain)).toBe(true);
  });

  it.each(kinds)('%s: says which way is up, and nothing else', (kind) => {
    const bare = strip(told[kind](6))!;
    expect(bare.toString('latin1')).not.toMatch(/GPS|4711/);
    expect(bare.toString('hex')).toContain('4d4d002a00000008000101120003000000010006000000000000');
    expect(pictureOf(bare)).toMatchObject({ width: 16, height: 16 });
    expect(strip(bare)?.equals(bare)).toBe(true);
  });

  it.each(kinds)('%s: one that ends too early is none', (kind) => {
    const whole = told[kind](6);
    for (const share of [0.3, 0.6]) {
      const part = whole.subarray(0, Math.floor(whole.length * share));
      expect(barePicture(part, pictureOf(whole) as Picture)).toBeNull();
    }
  });

  it('reads any bytes without a fault', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        (kind, at, rest) => {
          const bytes = told[kind](6);
          bytes.set(rest.slice(0, bytes.length), at % Math.max(1, bytes.length - rest.length));
          const picture = pictureOf(bytes);
          if (picture) expect(barePicture(bytes, picture)?.length ?? 0).toBeLessThanOrEqual(bytes.length + 64);
        },
      ),
    );
  });
});
