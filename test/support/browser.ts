import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { writeFakeCamera } from './fake-camera.js';

/** Gives sound without a tap, and cameras without a question; keeps Chromium from talking to anybody else. */
const switches = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages in the background are other people's screens here.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Keeps every peer connection of a page where `media-counts.ts` finds it. */
export const keepConnections = (): void => {
  const kept: RTCPeerConnection[] = [];
  Object.assign(globalThis, { keptConnections: kept });
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.push(this);
    }
  };
};

/** One Chromium for a test file; each person in it has a context, and so a session, of their own. */
export class TestBrowser {
  /** What pages threw, which is a failure whatever else they showed. */
  readonly pageErrors: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async launch(): Promise<TestBrowser> {
    const executablePath = process.env['CHROMIUM_BIN'];
    if (!executablePath) throw new Error('CHROMIUM_BIN is not set: run the tests through npm');
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-browser-'));
    const camera = await writeFakeCamera(folder);
    const browser = await chromium.launch({
      executablePath,
      args: [...switches, `--use-file-for-fake-video-capture=${camera}`],
    });
    return new TestBrowser(browser, folder);
  }

  /** A page in a browser of its own: a phone where nothing else is said, in English. */
  async person(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      locale: 'en-IN',
      viewport: { width: 360, height: 640 },
      permissions: ['camera', 'microphone', 'clipboard-write'],
      ...options,
    });
    context.setDefaultTimeout(15_000);
    // Scripts that run under tsx carry its marks on named functions, also into the page.
    await context.addInitScript('globalThis.__name ??= (named) => named');
    await context.addInitScript(keepConnections);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.pageErrors.push(`${page.url()}: ${error.stack ?? error.message}`));
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
