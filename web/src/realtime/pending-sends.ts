import type { Ack } from '@sammelan/shared/contract/contract.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { fromWire } from '../app/response-error.js';

/** A server that is alive answers within this. */
const answerMs = 15_000;

/** A repeatable send that was answered with `unavailable` (the database is down) is tried again after this. */
const againMs = 2_000;

export interface Send {
  name: string;
  payload: object;
  /** Kept and sent again after a reconnect: its client id makes a repeat harmless. */
  repeatable: boolean;
  resolve: (data: unknown) => void;
  reject: (error: AppError) => void;
}

/** How a send leaves: calls back once with the reply. */
export type Transmit = (name: string, payload: object, reply: (ack: Ack<unknown>) => void) => void;

const lost = () => new AppError('unavailable', 'The connection was lost before the answer came.');

/** Commands on their way. Repeatable ones wait, over losses too, until they are answered; others fail. */
export class PendingSends {
  private readonly waiting = new Set<Send>();
  private readonly timers = new Map<Send, ReturnType<typeof setTimeout>>();
  private transmit: Transmit | null = null;

  /** The line is up: what waited goes out, oldest first. */
  connected(transmit: Transmit): void {
    this.transmit = transmit;
    for (const send of this.waiting) this.dispatch(send);
  }

  /** The line is down. */
  disconnected(): void {
    this.transmit = null;
    for (const send of [...this.waiting]) {
      clearTimeout(this.timers.get(send));
      if (!send.repeatable) this.settle(send, () => send.reject(lost()));
    }
  }

  /** It will not come back: everything fails. */
  close(error: AppError = lost()): void {
    this.transmit = null;
    for (const send of [...this.waiting]) this.settle(send, () => send.reject(error));
  }

  add(send: Send): void {
    this.waiting.add(send);
    if (this.transmit) this.dispatch(send);
    else if (!send.repeatable) this.limit(send);
  }

  private dispatch(send: Send): void {
    this.limit(send);
    this.transmit?.(send.name, send.payload, (ack) => {
      if (ack.ok) this.settle(send, () => send.resolve(ack.data));
      else if (send.repeatable && ack.error.code === 'unavailable') this.wake(send, againMs);
      else this.settle(send, () => send.reject(fromWire(ack.error)));
    });
  }

  /** Without an answer a repeatable send goes out again; another fails. */
  private limit(send: Send): void {
    if (send.repeatable) return this.wake(send, answerMs);
    const giveUp = () => this.settle(send, () => send.reject(new AppError('unavailable', 'No answer in time.')));
    clearTimeout(this.timers.get(send));
    this.timers.set(send, setTimeout(giveUp, answerMs));
  }

  private wake(send: Send, afterMs: number): void {
    if (!this.waiting.has(send)) return;
    clearTimeout(this.timers.get(send));
    const again = () => this.transmit && this.dispatch(send);
    this.timers.set(send, setTimeout(again, afterMs));
  }

  private settle(send: Send, finish: () => void): void {
    if (!this.waiting.delete(send)) return;
    clearTimeout(this.timers.get(send));
    this.timers.delete(send);
    finish();
  }
}
