import 'reflect-metadata/lite';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { type Dto, EmptyDto } from './contract.js';
import { AppError } from './errors.js';

/** `fields` maps the path of each wrong field (`options.0.label`) to what is wrong with it. */
export class PayloadError extends AppError {
  constructor(fields: Record<string, string[]>) {
    super('invalid-payload', 'Some of what was sent is not as expected.', { fields });
  }
}

const flatten = (errors: ValidationError[], prefix = ''): Record<string, string[]> =>
  Object.assign(
    {},
    ...errors.map((error) => ({
      ...(error.constraints ? { [prefix + error.property]: Object.values(error.constraints) } : {}),
      ...flatten(error.children ?? [], `${prefix}${error.property}.`),
    })),
  ) as Record<string, string[]>;

const isPlainObject = (value: unknown): value is object => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Names that lead to a prototype; class-transformer would drop some of them silently. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Nothing that is sent is deeper; a thousand brackets are an attack on the stack of whoever walks them. */
const maxDepth = 24;

/** Refuses what no payload holds, at any depth, before anything else looks at it. */
function refuseHostile(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new PayloadError({ [path]: ['is too deep'] });
  for (const [key, inner] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (reserved.has(key)) throw new PayloadError({ [name]: ['is not a field'] });
    refuseHostile(inner, name, depth + 1);
  }
}

/**
 * Checks `raw` against the DTO class, in the browser and on the server alike, and returns an instance of it.
 * Unknown fields are refused, not dropped. `undefined` and `null` count as an empty payload.
 * @throws PayloadError with a message per field
 */
export function parse<T extends object>(dto: Dto<T>, raw: unknown): T {
  const plain = raw ?? {};
  if (!isPlainObject(plain)) throw new PayloadError({ '': ['must be an object'] });
  // Most of what a page asks when its line is back: nothing in it, nothing to check.
  if ((dto as Dto) === EmptyDto && Object.keys(plain).length === 0) return new dto();
  refuseHostile(plain, '', 0);
  const value = plainToInstance(dto, plain);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length) throw new PayloadError(flatten(errors));
  return value;
}
