import type { PushState, PushTrouble } from '@sammelan/shared/simulcast/simulcast.dto.js';
import type { ProgrammeLog } from '../media/packaging/programme-log.js';
import type { Rung } from '../media/packaging/take-plan.js';
import { ProgrammePush } from '../media/push/programme-push.js';
import { CertificateError, TlsLine } from '../media/push/tls-line.js';
import { partsOf, resolveHost } from './push-address.js';
import { retryDelay, troubleOf } from './push.rules.js';

export interface PushRunOptions {
  ffmpeg: string;
  log: ProgrammeLog;
  rung: Rung;
  url: string;
  key: string;
  allowInner: boolean;
  /** Told without the key. */
  complain: (trouble: PushTrouble, words: string) => void;
}

/** One target that is wanted while its rally is live: sends, and tries again when that breaks. */
export class PushRun {
  state: PushState = 'connecting';
  trouble: PushTrouble | null = null;
  since = new Date();
  retryAt: Date | null = null;
  private push: ProgrammePush | undefined;
  private line: TlsLine | undefined;
  private failures = 0;
  private everLive = false;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly options: PushRunOptions) {
    void this.attempt();
  }

  get kbps(): number {
    return this.state === 'live' ? (this.push?.kbps ?? 0) : 0;
  }

  get pid(): number | undefined {
    return this.push?.pid;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.push?.stop();
  }

  private async attempt(): Promise<void> {
    const { url, key, allowInner, ffmpeg, log, rung } = this.options;
    this.become('connecting', this.trouble);
    const host = await resolveHost(url, allowInner);
    if (this.stopped) return;
    // A name that leads inside is not asked again: it may lead elsewhere only the first time.
    if ('trouble' in host) return this.fail(host.trouble, '', host.trouble === 'address-refused');
    try {
      const { name, port, isSecure } = partsOf(url);
      this.line = isSecure ? await TlsLine.open({ ip: host.ip, port, name }) : undefined;
      if (this.stopped) return this.line?.close();
      const through = this.line ? { host: '127.0.0.1', port: this.line.port } : { host: host.ip, port };
      this.send(
        ProgrammePush.start({ ffmpeg, log, rung, key, destination: { url: url.replace(/\/+$/, ''), through } }),
      );
    } catch (error) {
      if (this.stopped) return;
      const trouble = error instanceof CertificateError ? 'certificate-refused' : 'no-connection';
      this.fail(trouble, error instanceof Error ? error.message : String(error), false);
    }
  }

  private send(push: ProgrammePush): void {
    this.push = push;
    push.once('live', () => {
      this.failures = 0;
      this.everLive = true;
      this.become('live', null);
    });
    push.once('ended', (words) => {
      this.line?.close();
      if (this.stopped) return;
      this.push = undefined;
      this.fail(troubleOf(words, this.state === 'live'), words, false);
    });
  }

  private fail(trouble: PushTrouble, words: string, forGood: boolean): void {
    this.failures += 1;
    this.options.complain(trouble, words.replaceAll(this.options.key, '…'));
    const delayMs = forGood ? null : retryDelay(this.failures, this.everLive);
    this.become(delayMs === null ? 'failed' : 'retrying', trouble);
    if (delayMs === null) return;
    this.retryAt = new Date(Date.now() + delayMs);
    this.timer = setTimeout(() => void this.attempt(), delayMs).unref();
  }

  private become(state: PushState, trouble: PushTrouble | null): void {
    Object.assign(this, { state, trouble, since: new Date(), retryAt: null });
  }
}
