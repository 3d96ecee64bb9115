import { setTimeout } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Ack, Dto } from '@sammelan/shared/contract/contract.js';
import { AppError, type WireError } from '@sammelan/shared/contract/errors.js';
import { parse } from '@sammelan/shared/contract/parse.js';
import { type CommandName, commands } from '@sammelan/shared/socket-events.js';
import { NotFoundError, RateLimitedError } from '../access/access.errors.js';
import { CallersService } from '../access/callers.service.js';
import { withLogFields } from '../logging/context.js';
import { Delivery } from './delivery.js';
import { type CommandDeclaration, commandMetadata } from './on-command.js';
import type { AppSocket } from './socket.js';
import { TokenBucket } from './token-bucket.js';

/** Commands one socket may send at once, and per second in the long run: a person taps, a script floods. */
const commandBurst = 60;
const commandsPerSecond = 20;

/** How often a closing router looks whether everything is answered. */
const pollMs = 20;

interface Route extends CommandDeclaration {
  payload: Dto;
  handle: (socket: AppSocket, payload: object) => unknown;
}

/**
 * Finds every `@OnCommand` and answers commands: limits, checks the payload, asks the policy, calls the handler, acks.
 * One listener per socket serves all commands: Nest's own binding keeps a closure per command and socket, which at
 * 10,000 sockets is more memory than the sockets themselves.
 */
@Injectable()
export class CommandRouter {
  private readonly logger = new Logger(CommandRouter.name);
  private readonly routes = new Map<string, Route>();
  private pending = 0;
  private closed = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly callers: CallersService,
    private readonly delivery: Delivery,
  ) {}

  /** Collects the handlers. @throws Error where a command of the contract has none, or two */
  collect(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype: unknown = Object.getPrototypeOf(instance);
      if (!prototype || prototype === Object.prototype) continue;
      for (const key of this.scanner.getAllMethodNames(prototype)) this.add(instance as Record<string, unknown>, key);
    }
    const missing = (Object.keys(commands) as CommandName[]).filter((name) => !this.routes.has(name));
    if (missing.length) throw new Error(`no handler for ${missing.join(', ')}`);
  }

  /** Every command with its permission, for the access tests. */
  declarations(): CommandDeclaration[] {
    return [...this.routes.values()].map(({ name, permission }) => ({ name, permission }));
  }

  /** Answers everything this socket asks, for as long as it lives. */
  serve(socket: AppSocket): void {
    const bucket = new TokenBucket(commandBurst, commandsPerSecond, performance.now());
    socket.onAny((name: string, ...args: unknown[]) => {
      // What is not answered is sent again, once the client is back. Who takes no answers is not asked to.
      if (this.closed || this.delivery.isHopeless(socket)) return;
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as (reply: Ack<unknown>) => void) : undefined;
      const payload = ack && args.length === 1 ? undefined : args[0];
      const fields = { rallyId: socket.data.rallyId, command: name };
      this.pending += 1;
      void withLogFields(fields, () => this.answer(socket, bucket, name, payload)).then((reply) => {
        this.pending -= 1;
        ack?.(reply);
      });
    });
  }

  /** Commands being answered now. */
  get inFlight(): number {
    return this.pending;
  }

  /** Takes nothing new, and waits until what was taken is acked, but no longer than `patienceMs`. */
  async close(patienceMs: number): Promise<void> {
    this.closed = true;
    const deadline = Date.now() + patienceMs;
    while (this.pending > 0 && Date.now() < deadline) await setTimeout(pollMs);
  }

  private async answer(socket: AppSocket, bucket: TokenBucket, name: string, raw: unknown): Promise<Ack<unknown>> {
    try {
      const waitMs = bucket.take(performance.now());
      if (waitMs > 0) throw new RateLimitedError(Math.ceil(waitMs / 1000));
      const route = this.routes.get(name);
      if (!route) throw new NotFoundError('command');
      // Before the payload is looked at: who may not ask learns nothing about what may be asked.
      this.callers.demand(socket.data, route.permission, socket.data);
      const payload = parse(route.payload, raw);
      return { ok: true, data: (await route.handle(socket, payload)) ?? {} };
    } catch (error) {
      return { ok: false, error: this.toWire(error) };
    }
  }

  private toWire(error: unknown): WireError {
    if (error instanceof AppError) return error.toWire();
    this.logger.error({ err: error });
    return { code: 'internal', message: 'Something went wrong on our side. Please try again.' };
  }

  private add(instance: Record<string, unknown>, key: string): void {
    const method = instance[key];
    if (typeof method !== 'function' || !(commandMetadata in method)) return;
    const declaration = method[commandMetadata] as CommandDeclaration;
    if (this.routes.has(declaration.name)) throw new Error(`two handlers for ${declaration.name}`);
    const handle = (socket: AppSocket, payload: object): unknown => method.call(instance, socket, payload) as unknown;
    this.routes.set(declaration.name, { ...declaration, payload: commands[declaration.name].payload, handle });
  }
}
