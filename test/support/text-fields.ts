import { PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { ModulesContainer } from '@nestjs/core';
import type { Dto } from '@sammelan/shared/contract/contract.js';
import { parse } from '@sammelan/shared/contract/parse.js';
import { type CommandName, commands } from '@sammelan/shared/socket-events.js';
import { commandSamples, routeSamples } from './samples.js';

/** Nest's number for a parameter that is the body. */
const bodyParameter = 3;

/** Texts that a field for free text takes, short ones first: a field takes text if it takes any of them. */
const hostile = ['<b>', '<i>"\'&lt;', '<img src=x onerror=xss(1)>', `<script>xss(1)</script>${' '.repeat(60)}<b>`];

/**
 * Every field, of every command and of every route's body, that takes a text with markup in it: `chat:send text`,
 * `POST /api/rallies title.hi`. Found by trying each text of each sample on the field's own validator, so that a new field
 * is in the list as soon as its sample is.
 */
export function textFields(modules: ModulesContainer): string[] {
  const found: string[] = [];
  for (const [name, { payload }] of Object.entries(commands)) {
    found.push(...fieldsOf(name, payload, { ...commandSamples[name as CommandName] }));
  }
  for (const [route, dto] of bodiesOf(modules)) {
    const body = routeSamples[route]?.body;
    if (body) found.push(...fieldsOf(route, dto, body));
  }
  return found.sort();
}

function fieldsOf(name: string, dto: Dto, sample: object): string[] {
  return leavesOf(sample).flatMap((path) =>
    hostile.some((text) => takes(dto, sample, path, text)) ? [`${name} ${path}`] : [],
  );
}

/** Paths to the texts of a sample; of a list one path stands for all, as they have one validator. */
function leavesOf(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string') return [path.join('.')];
  if (Array.isArray(value)) return value.length ? leavesOf(value[0], [...path, '0']) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function takes(dto: Dto, sample: object, path: string, text: string): boolean {
  const payload = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, payload);
  holder[last] = text;
  try {
    parse(dto, payload);
    return true;
  } catch {
    return false;
  }
}

/** Every route with a body that is a DTO. */
function bodiesOf(modules: ModulesContainer): [string, Dto][] {
  const found: [string, Dto][] = [];
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (!metatype) continue;
      const prototype = metatype.prototype as Record<string, object>;
      const base = Reflect.getMetadata('path', metatype) as string;
      for (const key of Object.getOwnPropertyNames(prototype)) {
        const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype, key) as
          Record<string, { index: number }> | undefined;
        const path = Reflect.getMetadata('path', prototype[key]!) as string | undefined;
        const method = Reflect.getMetadata('method', prototype[key]!) as number | undefined;
        const body = Object.entries(args ?? {}).find(([name]) => name.startsWith(`${bodyParameter}:`));
        if (!body || path === undefined || method === undefined) continue;
        const types = Reflect.getMetadata(PARAMTYPES_METADATA, prototype, key) as Dto[];
        const route = `${['GET', 'POST', 'PUT', 'DELETE', 'PATCH'][method]} ${`/${base}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')}`;
        found.push([route, types[body[1].index]!]);
      }
    }
  }
  return found;
}
