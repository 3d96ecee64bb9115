// npm run turn: a browser whose firewall lets through the web and a TURN server alone watches a rally, once over TURN by UDP and
// once by TCP. coturn is started with the command line of infra/compose/compose.yaml. Network namespaces want root: elsewhere it
// says so and is skipped. Ends with 1 where there is no moving picture with sound, or it did not come by the relay.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { keepConnections, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { putOnAir } from '../support/live-rally.js';
import { expectMovingPicture } from '../support/media-counts.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';

// Addresses for documentation (RFC 5737): nobody's, and not among those that a relay refuses.
const host = '203.0.113.1';
const guest = '203.0.113.2';
const turnPort = 3478;
const patienceMs = 60_000;
const undo: (() => unknown)[] = [];
const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });

/** What is asked of the browser's own firewall: the web, and TURN by this protocol. */
type Protocol = 'udp' | 'tcp';

function openNamespace(name: string): void {
  const [here, there] = [`sm${process.pid}a`, `sm${process.pid}b`];
  run('ip', 'netns', 'add', name);
  undo.push(() => run('ip', 'netns', 'delete', name));
  run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
  run('ip', 'address', 'add', `${host}/24`, 'dev', here);
  run('ip', 'link', 'set', here, 'up');
  for (const device of ['lo', there]) run('ip', '-n', name, 'link', 'set', device, 'up');
  run('ip', '-n', name, 'address', 'add', `${guest}/24`, 'dev', there);
}

/** From now on nothing leaves the namespace but these. */
function closeFirewall(name: string, webPort: string, turnBy: Protocol): void {
  const table = (...rule: string[]) => run('ip', 'netns', 'exec', name, 'iptables', ...rule);
  table('-F', 'OUTPUT');
  table('-A', 'OUTPUT', '-o', 'lo', '-j', 'ACCEPT');
  table('-A', 'OUTPUT', '-p', 'tcp', '--dport', webPort, '-j', 'ACCEPT');
  table('-A', 'OUTPUT', '-p', turnBy, '--dport', String(turnPort), '-j', 'ACCEPT');
  table('-A', 'OUTPUT', '-j', 'DROP');
}

/** Packets that its firewall kept back. */
const kept = (name: string): number =>
  Number(/^\s*(\d+)\s+\d+\s+DROP/m.exec(run('ip', 'netns', 'exec', name, 'iptables', '-nvxL', 'OUTPUT'))?.[1] ?? 0);

/** coturn, told what the Compose file tells it. */
async function startCoturn(secret: string): Promise<ChildProcess> {
  const text = await readFile('infra/compose/compose.yaml', 'utf8');
  const values: Record<string, string> = { DOMAIN: 'rally.example', PUBLIC_IP: host, TURN_SECRET: secret };
  const options = [...text.matchAll(/^ {6}- (--\S+)$/gm)].map(([, option = '']) =>
    option.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
  );
  if (!options.includes('--use-auth-secret')) throw new Error('the Compose file names no options of coturn');
  const folder = await mkdtemp(join(tmpdir(), 'sammelan-turn-'));
  // What a container has by itself: no other configuration, files of its own, one address.
  const here = [
    '-n',
    `--pidfile=${folder}/pid`,
    `--userdb=${folder}/db`,
    `--listening-ip=${host}`,
    `--relay-ip=${host}`,
  ];
  const coturn = spawn('turnserver', [...options, ...here], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [coturn.stdout, coturn.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  undo.push(() => coturn.kill('SIGKILL'));
  const listens = () =>
    new Promise<boolean>((resolve) => {
      const probe = connect(turnPort, host, () => resolve(true)).on('error', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
  await eventually(listens, 'coturn listens', 20_000, 100).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${said}`);
  });
  if (coturn.exitCode !== null) throw new Error(`coturn ended:\n${said}`);
  return coturn;
}

async function browserIn(name: string): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'sammelan-turn-browser-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const wrapper = join(folder, 'chromium');
  await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${name} ${process.env['CHROMIUM_BIN']} "$@"\n`);
  await chmod(wrapper, 0o755);
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: wrapper, args });
  undo.push(() => browser.close());
  return browser;
}

/** The pair of candidates in use, as the page's connections report it. */
const inUse = () =>
  (async () => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
    for (const connection of keptConnections) {
      const all = new Map<string, Record<string, unknown>>();
      (await connection.getStats()).forEach((entry: Record<string, unknown>, id) => all.set(id, entry));
      for (const entry of all.values()) {
        if (entry['type'] !== 'transport') continue;
        const pair = all.get(String(entry['selectedCandidatePairId']));
        const local = all.get(String(pair?.['localCandidateId']));
        if (local) return { type: String(local['candidateType']), by: String(local['relayProtocol']) };
      }
    }
    return null;
  })();

async function prove(): Promise<void> {
  const name = `sammelan-turn-${process.pid}`;
  openNamespace(name);
  const secret = randomBytes(16).toString('hex');
  await startCoturn(secret);
  const server = await ServerProcess.start({
    HOST: '0.0.0.0',
    MEDIA_LISTEN_IP: '0.0.0.0',
    MEDIA_ANNOUNCED_ADDRESS: host,
    TURN_URLS: ['udp', 'tcp'].map((by) => `turn:${host}:${turnPort}?transport=${by}`).join(),
    TURN_SECRET: secret,
  });
  undo.push(() => server.stop());
  const { port } = new URL(server.url);
  const links = await server.demoLinks();
  const organiser = await server.withLink(links.organise);
  undo.push(() => organiser.close());
  await organiser.send('rally:move', { to: 'live' });
  const studio = await TestBrowser.launch();
  undo.push(() => studio.close());
  await putOnAir(organiser, studio, links.speak);

  const browser = await browserIn(name);
  for (const by of ['udp', 'tcp'] as const) {
    closeFirewall(name, port, by);
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'en-IN' });
    await context.addInitScript('globalThis.__name ??= (named) => named');
    await context.addInitScript(keepConnections);
    const page = await context.newPage();
    const began = Date.now();
    await page.goto(`http://${host}:${port}/r/${demoSlug}`);
    await expectMovingPicture(page, patienceMs);
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    const used = await page.evaluate(inUse);
    console.log(`TURN by ${by}: a moving picture with sound after ${seconds} s; ${JSON.stringify(used)}`);
    if (used?.type !== 'relay' || used.by !== by) throw new Error('it did not come by the relay');
    if (kept(name) === 0) throw new Error('the firewall kept nothing back');
    await context.close();
  }
}

const missing = ['turnserver', 'ip', 'iptables'].filter((tool) => {
  try {
    return !run('sh', '-c', `command -v ${tool}`);
  } catch {
    return true;
  }
});
if (process.getuid?.() !== 0) console.log('skipped: network namespaces want root');
else if (missing.length > 0) {
  console.log(
    `skipped: ${missing.join(', ')} missing; apt-get install -y --no-install-recommends coturn iproute2 iptables`,
  );
} else {
  try {
    await prove();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    for (const step of undo.reverse()) await Promise.resolve(step()).catch?.((error: unknown) => console.error(error));
  }
}
process.exit();
