import type { WireError } from './errors.js';

/** What every command is answered with. `data` is the command's result; `error.code` is stable, `error.message` is not. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: WireError };

/** A payload class: its decorators are the validator, its fields are the type. */
export type Dto<T extends object = object> = new () => T;

/** One command: its payload class and, as a type only, its result. */
export interface Command<P extends object, R> {
  readonly payload: Dto<P>;
  readonly result?: (result: R) => void;
}

/** Declares a command: `command(CastBallotDto).returns<TallyView>()`. */
export const command = <P extends object>(payload: Dto<P>) => ({
  returns: <R>(): Command<P, R> => ({ payload }),
});

export type PayloadOf<C> = C extends { readonly payload: Dto<infer P> } ? P : never;
export type ResultOf<C> = C extends { readonly result?: (result: infer R) => void } ? R : never;

/** socket.io's own map type for what a client may emit, made from a registry of commands. */
export type ClientEvents<M extends object> = {
  [K in keyof M]: (payload: PayloadOf<M[K]>, ack: (reply: Ack<ResultOf<M[K]>>) => void) => void;
};

/** A payload with no fields. */
export class EmptyDto {}

/** Closes a switch over a union: a new member that is not handled does not compile. */
export function assertUnreachable(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
