import { resolve } from 'node:path';
import { HlsLadders } from '@sammelan/server/playback/hls-ladders.service.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { Ladder } from '../support/ladder.js';
import { putOnAir } from '../support/live-rally.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** A network that lets no media through: no candidate of the browser's own is ever used. */
const letNothingThrough = (): void => {
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
};

test('a viewer whose network lets no WebRTC through watches by HLS, without being asked', async () => {
  const [server, browser, ladder] = await Promise.all([
    TestServer.start({ WEB_DIR: resolve('web/dist') }),
    TestBrowser.launch(),
    Ladder.begin(),
  ]);
  try {
    const producer = await server.organiser();
    await producer.send('rally:move', { to: 'live' });
    const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    server.get(HlsLadders).put(id, ladder.view);
    await putOnAir(producer, browser, (await server.demoLinks()).speak);
    const page = await browser.person();
    await page.addInitScript(letNothingThrough);
    await ladder.serve(page);
    await page.goto((await server.demoLinks()).watch);
    const film = page.locator('[data-shown=true] [data-current=true] video');
    await film.waitFor({ timeout: 90_000 });
    const place = () => film.evaluate((video) => (video as HTMLVideoElement).currentTime);
    const before = await place();
    await eventually(async () => (await place()) > before + 2, 'the picture moves', 30_000, 250);
    expect(browser.pageErrors).toEqual([]);
  } finally {
    await browser.close();
    await server.stop();
    await ladder.end();
  }
}, 240_000);
