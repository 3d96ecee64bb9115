import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { parse } from '@sammelan/shared/contract/parse.js';

const plainTypes = new Set<unknown>([undefined, String, Number, Boolean, Array, Object]);

/** Bodies and queries are checked with the same `parse()` as commands; a parameter whose type is a DTO class is one. */
@Injectable()
export class PayloadPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype || plainTypes.has(metatype)) return value;
    // Express gives queries a null prototype and strings only; DTOs of queries convert with @Type.
    return parse(metatype as new () => object, type === 'query' ? { ...(value as object) } : value);
  }
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** For `@Param('rallyId', IdPipe)`: what is no id is not found, before it reaches the database. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!idPattern.test(value)) throw new AppError('not-found', 'There is nothing under this address.');
    return value;
  }
}
