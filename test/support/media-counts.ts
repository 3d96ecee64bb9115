import type { Page } from 'playwright-core';

/** What a page has received so far, over all its connections. */
export interface MediaCounts {
  framesDecoded: number;
  /** Rises while something is heard (W3C webrtc-stats). */
  audioEnergy: number;
  /** Height of the largest picture now, in pixels. */
  height: number;
  bytes: number;
}

/** Reads the counts of a page that a TestBrowser opened. */
export const mediaCounts = (page: Page): Promise<MediaCounts> =>
  page.evaluate(async () => {
    const counts = { framesDecoded: 0, audioEnergy: 0, height: 0, bytes: 0 };
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
    for (const connection of keptConnections) {
      if (connection.connectionState === 'closed') continue;
      const report = (await connection.getStats()) as unknown as Map<string, Record<string, number | string>>;
      for (const entry of report.values()) {
        if (entry['type'] !== 'inbound-rtp') continue;
        counts.framesDecoded += Number(entry['framesDecoded'] ?? 0);
        counts.audioEnergy += Number(entry['totalAudioEnergy'] ?? 0);
        counts.height = Math.max(counts.height, Number(entry['frameHeight'] ?? 0));
        counts.bytes += Number(entry['bytesReceived'] ?? 0);
      }
    }
    return counts;
  });

/** Resolves when the page decodes new frames and hears new sound. @throws Error saying what is missing */
export async function expectMovingPicture(page: Page, timeoutMs = 15_000): Promise<void> {
  let before = await mediaCounts(page);
  const deadline = Date.now() + timeoutMs;
  let last = before;
  while (Date.now() < deadline) {
    await page.waitForTimeout(250);
    last = await mediaCounts(page);
    // A new connection counts from nothing.
    if (last.framesDecoded < before.framesDecoded || last.audioEnergy < before.audioEnergy) before = last;
    if (last.framesDecoded >= before.framesDecoded + 10 && last.audioEnergy > before.audioEnergy) return;
  }
  throw new Error(`no moving picture with sound: ${JSON.stringify({ before, last })} at ${page.url()}`);
}
