import type { Cell } from '../app/store.js';

/** Merges `change` into the cell's value; tells nobody where nothing differs. */
export function patch<T extends object>(cell: Cell<T>, change: Partial<T>): void {
  const value = cell.get();
  const keys = Object.keys(change) as (keyof T)[];
  if (keys.some((key) => !Object.is(value[key], change[key]))) cell.set({ ...value, ...change });
}
