import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export interface FlvPacket {
  kind: 'video' | 'audio';
  dts: number;
}

/** A real RTMP server for one stream: ffmpeg, which writes what it is sent into a file. */
export class RtmpReceiver {
  private constructor(
    private readonly process: ChildProcess,
    readonly file: string,
  ) {}

  static listen(port: number, path: string, file: string): RtmpReceiver {
    const args = ['-v', 'error', '-y', '-listen', '1', '-i', `rtmp://127.0.0.1:${port}/${path}`];
    const process = spawn('ffmpeg', [...args, '-c', 'copy', '-f', 'flv', '-flush_packets', '1', file], {
      stdio: 'ignore',
    });
    return new RtmpReceiver(process, file);
  }

  async bytes(): Promise<number> {
    return (await stat(this.file).catch(() => ({ size: 0 }))).size;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  /** What arrived, in the order in which it arrived. */
  async packets(): Promise<FlvPacket[]> {
    const { stdout } = await run(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'packet=codec_type,dts_time', '-of', 'csv=p=0', this.file],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [kind = '', dts = ''] = line.split(',');
        return { kind: kind as FlvPacket['kind'], dts: Number(dts) };
      });
  }

  /** What a decoder complains of; empty where all of it plays. */
  async complaints(): Promise<string> {
    const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', this.file, '-f', 'null', '-']);
    return stderr;
  }
}
