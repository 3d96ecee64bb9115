import { warningsOf } from './feed-view.js';

const video = { codec: 'H264', kbps: 2500, layers: 1, fps: 25, keyFrameSeconds: 1 };
const fine = { video, audio: { codec: 'opus', kbps: 96 }, bFrames: false, score: 10 };
const settled = 10_000;

describe('what is to be mended in an encoder', () => {
  it.each([
    ['nothing, where all is well', fine, true, []],
    ['that nothing comes', fine, false, ['silent']],
    ['a missing picture', { ...fine, video: null }, true, ['no-picture']],
    ['missing sound', { ...fine, audio: null }, true, ['no-sound']],
    ['B-frames', { ...fine, bFrames: true }, true, ['b-frames']],
    ['rare key frames', { ...fine, video: { ...video, keyFrameSeconds: 10 } }, true, ['key-frames-rare']],
    ['one size that is too heavy', { ...fine, video: { ...video, kbps: 20_000 } }, true, ['heavy']],
    ['no weight where there are smaller sizes', { ...fine, video: { ...video, kbps: 20_000, layers: 3 } }, true, []],
    ['loss', { ...fine, score: 3 }, true, ['loss']],
  ])('%s', (_, facts, flowing, expected) => {
    expect(warningsOf(facts, flowing, settled)).toEqual(expected);
    expect(warningsOf(facts, flowing, 0)).toEqual([]);
  });
});
