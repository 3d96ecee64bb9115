import { open } from 'node:fs/promises';
import { join } from 'node:path';

const width = 640;
const height = 360;
const framesPerSecond = 15;
const seconds = 2;

/**
 * Writes a short film that Chromium plays as a camera (`--use-file-for-fake-video-capture`): a bright bar that wanders over
 * a grey gradient, so that every frame differs from the last. Half the size of Chromium's own test picture, and a quarter
 * of the work for the encoders of a small machine.
 *
 * @returns the path of the film, in YUV4MPEG2 (man 5 yuv4mpeg)
 */
export async function writeFakeCamera(folder: string): Promise<string> {
  const path = join(folder, 'camera.y4m');
  const file = await open(path, 'w');
  try {
    await file.write(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    const frames = framesPerSecond * seconds;
    for (let frame = 0; frame < frames; frame += 1) {
      await file.write('FRAME\n');
      await file.write(picture(frame / frames));
    }
  } finally {
    await file.close();
  }
  return path;
}

/** One frame, planes Y, Cb and Cr; `at` from 0 to 1 is where the bar stands. */
function picture(at: number): Buffer {
  const luma = Buffer.alloc(width * height);
  const bar = Math.floor(at * width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = (x - bar + width) % width;
      luma[y * width + x] = distance < 48 ? 235 : 60 + Math.floor((y * 100) / height);
    }
  }
  const chroma = Buffer.alloc((width * height) / 2, 128);
  chroma.fill(150, 0, chroma.length / 2);
  return Buffer.concat([luma, chroma]);
}
