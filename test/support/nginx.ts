import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './server-process.js';

/** nginx with the project's own configuration (`infra/nginx/hls.conf`) in front of a server. */
export class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @throws Error where there is no nginx on this machine (Debian: `apt install nginx-light`) */
  static async inFrontOf(serverUrl: string): Promise<Nginx> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-nginx-'));
    await mkdir(join(folder, 'temp'));
    const site = (await readFile('infra/nginx/hls.conf', 'utf8'))
      .replace('server 127.0.0.1:3000', `server ${new URL(serverUrl).host}`)
      .replace('listen 80 ', `listen 127.0.0.1:${port} `)
      .replace('/var/cache/nginx/sammelan', join(folder, 'cache'));
    const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    await writeFile(
      join(folder, 'nginx.conf'),
      [
        'daemon off; worker_processes 1; worker_rlimit_nofile 19000;',
        ...[`pid ${folder}/nginx.pid;`, `error_log ${folder}/error.log warn;`],
        'events { worker_connections 12000; }',
        'http { access_log off;',
        ...temps.map((name) => `${name}_temp_path ${folder}/temp/${name};`),
        site,
        '}',
      ].join('\n'),
    );
    // As root it would run its workers as somebody who may not read the folder.
    const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
    const args = ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', join(folder, 'error.log'), ...user];
    const child = spawn('nginx', args, { stdio: ['ignore', 'inherit', 'inherit'] });
    const nginx = new Nginx(`http://127.0.0.1:${port}`, child, folder);
    const failed = new Promise<never>((_, reject) => {
      child.once('error', () => reject(new Error('there is no nginx here (Debian: apt install nginx-light)')));
      child.once('exit', () => reject(new Error(`nginx ended: ${readFileSync(join(folder, 'error.log'), 'utf8')}`)));
    });
    failed.catch(() => undefined);
    const answers = () =>
      fetch(nginx.url).then(
        () => true,
        () => false,
      );
    await Promise.race([failed, eventually(answers, 'nginx answers', 20_000, 50)]);
    return nginx;
  }

  /** The master and its workers. */
  get pids(): number[] {
    const { pid } = this.child;
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    return [pid ?? 0, ...children.trim().split(/\s+/).map(Number)];
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
