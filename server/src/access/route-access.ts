import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Access, accessMetadata } from './requires.js';

/** A REST route and who may call it. `path` has its parameters as `:rallyId`. */
export interface RouteDeclaration {
  method: string;
  path: string;
  access: Access;
}

/** Knows every REST route, and lets no server start with one that does not say who may call it. */
@Injectable()
export class RouteAccess implements OnApplicationBootstrap {
  private routes: RouteDeclaration[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Error naming the routes that declare nothing */
  onApplicationBootstrap(): void {
    const undeclared: string[] = [];
    this.routes = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name]!;
        const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
        if (method === undefined) return [];
        const access = Reflect.getMetadata(accessMetadata, handler) as Access | undefined;
        if (access === undefined) undeclared.push(`${metatype.name}.${name}`);
        return paths(metatype, handler).map((path) => ({ method: RequestMethod[method], path, access: access! }));
      });
    });
    if (undeclared.length) throw new Error(`routes that do not say who may call them: ${undeclared.join(', ')}`);
  }

  /** Every route, for the access tests. */
  declarations(): readonly RouteDeclaration[] {
    return this.routes;
  }
}

function paths(controller: object, handler: object): string[] {
  const parts = (target: object): string[] => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
  return parts(controller).flatMap((base) =>
    parts(handler).map((path) => `/${base}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')),
  );
}
