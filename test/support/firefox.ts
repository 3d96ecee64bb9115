import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';

/** A fake camera and microphone without a question, sound without a tap, and nothing sent to anybody else. */
const preferences: Record<string, boolean | number | string> = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Addresses as they are: a name that only this network knows cannot be looked up here.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  'intl.accept_languages': 'en-IN, en',
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
};

/** Scripts that run under tsx carry its marks on named functions, also into the page. */
const names = 'globalThis.__name ??= (named) => named';

interface Answer {
  id?: number;
  type: string;
  result?: unknown;
  error?: string;
  message?: string;
}

interface Evaluated {
  type: 'success' | 'exception';
  result?: { value?: string };
  exceptionDetails?: { text: string };
}

/** A Firefox as it is installed, driven by WebDriver BiDi (W3C): Playwright drives only a Firefox of its own. */
export class TestFirefox {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private lastId = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    });
  }

  static async launch(bin: string): Promise<TestFirefox> {
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-firefox-'));
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(folder, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0', 'about:blank'];
    const child = spawn(bin, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: folder } });
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`${bin} ended at once`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    });
    const socket = new WebSocket(`${address}/session`);
    await once(socket, 'open');
    const firefox = new TestFirefox(child, folder, socket);
    await firefox.send('session.new', { capabilities: {} });
    return firefox;
  }

  /** A page in a context of its own, with its own cookies and storage. */
  async person(size: { width: number; height: number }, prepare: (() => void)[] = []): Promise<FirefoxPage> {
    const { userContext } = await this.send<{ userContext: string }>('browser.createUserContext', {});
    for (const script of prepare) {
      const functionDeclaration = `() => { ${names}; (${script.toString()})(); }`;
      await this.send('script.addPreloadScript', { functionDeclaration, userContexts: [userContext] });
    }
    const { context } = await this.send<{ context: string }>('browsingContext.create', { type: 'tab', userContext });
    await this.send('browsingContext.setViewport', { context, viewport: size });
    return new FirefoxPage(this, context);
  }

  async send<T>(method: string, params: object): Promise<T> {
    const id = (this.lastId += 1);
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { type, result, error, message } = await answered;
    this.waiting.delete(id);
    if (type === 'error') throw new Error(`${method}: ${error}: ${message}`);
    return result as T;
  }

  async close(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.socket.close();
    this.process.kill('SIGTERM');
    const late = sleep(10_000, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') {
      this.process.kill('SIGKILL');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One tab. */
export class FirefoxPage {
  constructor(
    private readonly browser: TestFirefox,
    private readonly context: string,
  ) {}

  async goto(url: string): Promise<void> {
    await this.browser.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  /** Runs a function in the page, with arguments that JSON can carry; what it returns comes back by JSON. */
  async evaluate<A extends unknown[], T>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    const call = `(async () => JSON.stringify(await (${run.toString()})(...${JSON.stringify(args)})))()`;
    const done = await this.browser.send<Evaluated>('script.evaluate', {
      expression: `${names}; ${call}`,
      target: { context: this.context },
      awaitPromise: true,
      userActivation: true,
    });
    if (done.type === 'exception') throw new Error(done.exceptionDetails?.text);
    return done.result?.value === undefined ? (undefined as T) : (JSON.parse(done.result.value) as T);
  }

  /** Waits until something of this name can be pressed, and presses it. */
  async press(name: string | RegExp, patienceMs = 30_000): Promise<void> {
    const pattern = typeof name === 'string' ? `^${name}$` : name.source;
    const deadline = Date.now() + patienceMs;
    const look = (source: string) => {
      const controls = [...document.querySelectorAll<HTMLElement>('button, a, [role=tab], [role=button]')];
      const called = (one: HTMLElement) => one.getAttribute('aria-label') ?? one.textContent.trim();
      const found = controls.find(
        (one) => new RegExp(source).test(called(one)) && !(one as HTMLButtonElement).disabled,
      );
      found?.click();
      return found !== undefined;
    };
    while (!(await this.evaluate(look, pattern))) {
      if (Date.now() > deadline) throw new Error(`nothing called ${pattern} can be pressed:\n${await this.text()}`);
      await sleep(100);
    }
  }

  /** Writes into the field of this name and presses Enter; where a name is asked for then, gives one. */
  async type(field: string, text: string, name: string): Promise<void> {
    await this.fill(field, text);
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline && !(await this.text()).includes(text)) {
      if (await this.fill('Your name', name)) return;
      await sleep(200);
    }
  }

  /** False where there is no such field. */
  private async fill(label: string, text: string): Promise<boolean> {
    const focus = (name: string) => {
      const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
      const called = (one: HTMLInputElement) =>
        one.getAttribute('aria-label') ??
        one.placeholder + [...(one.labels ?? [])].map((label) => label.innerText).join();
      const found = fields.find((one) => called(one).includes(name));
      found?.focus();
      return found !== undefined;
    };
    if (!(await this.evaluate(focus, label))) return false;
    const keys = [...text, '\uE007'].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    const actions = [{ type: 'key', id: 'keyboard', actions: keys }];
    await this.browser.send('input.performActions', { context: this.context, actions });
    return true;
  }

  /** What can be read. */
  text(): Promise<string> {
    return this.evaluate(() => document.body.innerText);
  }
}
