import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';

export interface LineQuality {
  kbps: number;
  oneWayMs: number;
  lossPercent: number;
}

const switches = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking'];

/** A browser in a network namespace of its own, at the far end of a line of this quality. Needs root, iproute2 and python3. */
export class PhoneLine {
  /** This machine, as the phone reaches it. */
  static readonly host = '10.213.0.1';
  /** Bytes of IP packets that came to the phone, and that it sent, as of the last second. */
  down = 0;
  up = 0;

  private constructor(
    private readonly namespace: string,
    private readonly line: ChildProcess,
    private readonly folder: string,
    readonly browser: Browser,
  ) {}

  static async open({ kbps, oneWayMs, lossPercent }: LineQuality): Promise<PhoneLine> {
    const namespace = `sammelan-${process.pid}`;
    execFileSync('ip', ['netns', 'add', namespace]);
    const script = join(process.cwd(), 'test/support/slow-line.py');
    const quality = [kbps, oneWayMs, lossPercent].map(String);
    const line = spawn('/usr/bin/python3', [script, namespace, ...quality], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: line.stdout });
    await once(lines, 'line');
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-line-'));
    const wrapper = join(folder, 'chromium');
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${namespace} ${process.env['CHROMIUM_BIN']} "$@"\n`);
    await chmod(wrapper, 0o755);
    const browser = await chromium.launch({ executablePath: wrapper, args: switches });
    const phone = new PhoneLine(namespace, line, folder, browser);
    lines.on('line', (text) => ([phone.down = 0, phone.up = 0] = text.split(' ').map(Number)));
    return phone;
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.line.kill();
    execFileSync('ip', ['netns', 'delete', this.namespace]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
