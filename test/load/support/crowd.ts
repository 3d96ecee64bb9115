import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Orders, ReplyMessage } from './crowd-messages.js';

/** Thousands of viewers, in a process of their own. */
export class Crowd {
  private asked = 0;
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, answer, error }: ReplyMessage) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) waiting?.resolve(answer as never);
      else waiting?.reject(new Error(error));
    });
    child.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the crowd ended (${code})`));
    });
  }

  static start(): Crowd {
    return new Crowd(
      fork(fileURLToPath(new URL('crowd-process.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] }),
    );
  }

  order<K extends Order>(order: K, ask: Orders[K]['ask']): Promise<Orders[K]['answer']> {
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, order, ask });
    });
  }

  stop(): void {
    this.child.kill();
  }
}
