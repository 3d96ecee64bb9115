import { useSyncExternalStore } from 'react';

export interface Store<T> {
  get: () => T;
  /** Calls back after every change; returns the way to stop. */
  subscribe: (listener: () => void) => () => void;
}

/** A value that tells its listeners when it changes. */
export class Cell<T> implements Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  get = (): T => this.value;

  set = (value: T): void => {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  };

  update = (change: (value: T) => T): void => this.set(change(this.value));

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Reads a store in a component. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get);

/** Reads a part of a store; `select` must return the same thing for the same value (a field, not a new object). */
export const useStorePart = <T, P>(store: Store<T>, select: (value: T) => P): P =>
  useSyncExternalStore(store.subscribe, () => select(store.get()));
