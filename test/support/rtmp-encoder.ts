import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A real encoder that sends by RTMP: ffmpeg with a test card, a tone, and a key frame a second. */
export class RtmpEncoder {
  private constructor(private readonly process: ChildProcess) {}

  static start(url: string, { bFrames = 0, size = '640x360' } = {}): RtmpEncoder {
    const latency = bFrames === 0 ? ['-tune', 'zerolatency'] : ['-bf', String(bFrames)];
    const args = [
      ...['-v', 'error', '-re', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25`],
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', ...latency, '-g', '25', '-pix_fmt', 'yuv420p', '-b:v', '600k'],
      ...['-c:a', 'aac', '-f', 'flv', url],
    ];
    return new RtmpEncoder(spawn('ffmpeg', args, { stdio: 'ignore' }));
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves when it has ended by itself, or was ended. */
  async ended(): Promise<void> {
    if (this.running) await once(this.process, 'exit');
  }

  /** The machine hangs, and its connection with it. */
  freeze(frozen: boolean): void {
    this.process.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  async stop(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended();
  }
}
