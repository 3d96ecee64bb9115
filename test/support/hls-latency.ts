import { createRequire } from 'node:module';
import type { TestBrowser } from './browser.js';

/**
 * Plays an HLS address with hls.js in a page of a server's, and tells by how many seconds what is shown is later than when it
 * was captured: four times a second, for `samples` of them, after it has found its place.
 */
export async function latenciesBehind(
  browser: TestBrowser,
  serverUrl: string,
  url: string,
  options: object,
  samples = 40,
): Promise<number[]> {
  const page = await browser.person({ bypassCSP: true });
  try {
    await page.goto(`${serverUrl}/api/health`);
    const web = new URL('../../web/package.json', import.meta.url);
    await page.addScriptTag({ path: createRequire(web).resolve('hls.js/dist/hls.min.js') });
    return await page.evaluate(
      async ([source, configuration, wanted]) => {
        const video = document.createElement('video');
        video.muted = true;
        document.body.append(video);
        const { Hls } = window as unknown as { Hls: new (options: object) => HlsLike };
        const hls = new Hls({ maxLiveSyncPlaybackRate: 1.1, ...configuration });
        hls.loadSource(source);
        hls.attachMedia(video);
        const seen: number[] = [];
        await video.play().catch(() => undefined);
        for (let waited = 0; seen.length < wanted && waited < wanted * 5; waited += 1) {
          await new Promise((resolve) => setTimeout(resolve, 250));
          // The first seconds are those of finding its place.
          if (waited > 30 && video.currentTime > 0 && hls.playingDate)
            seen.push((Date.now() - hls.playingDate.getTime()) / 1000);
        }
        hls.destroy();
        return seen;
      },
      [url, options, samples] as const,
    );
  } finally {
    await page.context().close();
  }
}

interface HlsLike {
  loadSource: (url: string) => void;
  attachMedia: (video: HTMLVideoElement) => void;
  destroy: () => void;
  playingDate: Date | null;
}
