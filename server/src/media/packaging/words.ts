import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One line of text in a picture, on a canvas of 1280 × 720. */
export interface Line {
  text: string;
  /** Where its lower left corner stands, or where its middle does. */
  x: number;
  y: number;
  align: 'left' | 'middle';
  /** Height of the letters, in pixels; less where the text would be wider than `maxWidth`. */
  size: number;
  maxWidth: number;
}

/** Latin and Devanagari, by the SIL Open Font License; from the same package as the pages' own. */
const fontPackage = '@fontsource/noto-sans-devanagari';
const fontName = 'Noto Sans Devanagari SemiBold';
const fontFiles = ['devanagari', 'latin', 'latin-ext'].map(
  (script) => `noto-sans-devanagari-${script}-600-normal.woff`,
);
/** A letter's width on the whole, as a part of its height; a guess that no name of ours exceeds. */
const letterWidth = 0.46;

/**
 * Words for ffmpeg to draw into a picture. They are a subtitle script (ASS): libass shapes with HarfBuzz, so that the
 * conjuncts of Devanagari come out right, which ffmpeg's own `drawtext` does not before version 6.1.
 */
export class Words {
  private constructor(private readonly folder: string) {}

  static async write(lines: readonly Line[]): Promise<Words> {
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-words-'));
    const fonts = join(folder, 'fonts');
    await mkdir(fonts);
    const from = join(dirname(createRequire(import.meta.url).resolve(`${fontPackage}/package.json`)), 'files');
    await Promise.all([
      ...fontFiles.map((file) => copyFile(join(from, file), join(fonts, file))),
      writeFile(join(folder, 'words.ass'), scriptOf(lines)),
    ]);
    return new Words(folder);
  }

  /** The filter that draws them. */
  get filter(): string {
    return `ass=filename=${quoted(join(this.folder, 'words.ass'))}:fontsdir=${quoted(join(this.folder, 'fonts'))}`;
  }

  /** Once ffmpeg is gone. */
  close(): void {
    rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Plain white on a see-through ground, for lines that stand over a picture; without one where they are all there is. */
export function scriptOf(lines: readonly Line[]): string {
  const style = (name: string, boxed: boolean) =>
    `Style: ${name},${fontName},32,&H00F5F3F2,&H00F5F3F2,&H6016110E,&H6016110E,0,0,0,0,100,100,0,0,${boxed ? '3,8' : '1,0'},0,1,0,0,0,1`;
  return [
    ...['[Script Info]', 'ScriptType: v4.00+', 'PlayResX: 1280', 'PlayResY: 720', 'WrapStyle: 2', ''],
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    ...[style('left', true), style('middle', false), ''],
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...lines.map(
      ({ text, x, y, align, size, maxWidth }) =>
        `Dialogue: 0,0:00:00.00,9999:00:00.00,${align},,0,0,0,,{\\an${align === 'left' ? 1 : 5}\\pos(${x},${y})\\fs${fitted(text, size, maxWidth)}}${plain(text)}`,
    ),
    '',
  ].join('\n');
}

const fitted = (text: string, size: number, maxWidth: number): number =>
  Math.min(size, Math.floor(maxWidth / (lettersOf(text) * letterWidth)));

/** What is seen as one letter: a consonant with its signs counts once. */
const lettersOf = (text: string): number => Math.max(1, [...new Intl.Segmenter('hi').segment(text)].length);

/** Braces and backslashes are orders in a script. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('{', '(').replaceAll('}', ')').replaceAll('\\', '/').trim();

/** A file's name as a filter's option, in a graph. */
const quoted = (path: string): string => path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');
