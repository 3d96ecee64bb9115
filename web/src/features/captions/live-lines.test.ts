import type { CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import { captionMs } from '@sammelan/shared/captions/captions.rules.js';
import { LiveLines } from './live-lines.js';

const line = (lineId: string, text: string, at = 0): CaptionView => ({
  lineId,
  text,
  at,
  language: 'hi',
  final: true,
  revision: 0,
});
const texts = (lines: LiveLines, nowMs: number) => lines.read(nowMs).lines.map(({ text }) => text);

describe('lines on the picture', () => {
  test('are two, in the order of the stage, however they come', () => {
    const lines = new LiveLines();
    lines.take(line('b', 'second', 2_000), 5_000);
    lines.take(line('a', 'first', 1_000), 5_100);
    expect(texts(lines, 5_200)).toEqual(['first', 'second']);
    lines.take(line('c', 'third', 3_000), 5_300);
    expect(texts(lines, 5_300)).toEqual(['second', 'third']);
  });

  test('stand as long as they take to read from their last change, and then go', () => {
    const lines = new LiveLines();
    const whole = 'साथियो, आज हम सब यहाँ एक बड़े काम के लिए जुटे हैं';
    lines.take(line('a', 'साथियो'), 0);
    lines.take(line('a', whole), 1_500);
    expect(lines.read(1_500).nextMs).toBe(1_500 + captionMs(whole));
    expect(texts(lines, 1_499 + captionMs(whole))).toEqual([whole]);
    expect(texts(lines, 1_500 + captionMs(whole))).toEqual([]);
    expect(lines.read(99_999).nextMs).toBeNull();
  });

  test('go when they are taken down', () => {
    const lines = new LiveLines();
    lines.take(line('a', 'wrong'), 0);
    lines.drop('a');
    expect(texts(lines, 1)).toEqual([]);
  });
});
