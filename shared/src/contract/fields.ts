import { IsNotEmpty, IsObject, IsString, Length, Matches, MaxLength, ValidateBy, ValidateIf } from 'class-validator';
import { languages } from './local-text.js';

/** Several property decorators as one. (Nest has the same, but `shared` does not know Nest.) */
const applyDecorators =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorator of decorators) decorator(target, key);
  };

/** A field that may be missing. (class-validator's IsOptional lets null through as well, past every other check.) */
export const MayBeLeftOut = () => ValidateIf((_, value: unknown) => value !== undefined);

/** A uuid, as the server makes them and as clients send for their own ids. */
export const IsId = (options: { each?: boolean } = {}) =>
  Matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, { message: 'must be an id', ...options });

/** A region's code as organisers and links carry it: letters, digits, dash; upper case. */
export const IsRegionCode = () => Matches(/^[A-Z0-9][A-Z0-9-]{0,31}$/, { message: 'must be a region code' });

/** A region's path: `/`, or codes between slashes (`/BR/BR-GAYA/`). */
export const IsRegionPath = () =>
  Matches(/^\/([A-Z0-9][A-Z0-9-]{0,31}\/){0,12}$/, { message: 'must be a region path' });

// Half of a surrogate pair is no text either: PostgreSQL's JSON refuses it, as it refuses U+0000.
const noControls = /^[^\p{Cc}\p{Cs}]*$/u;
const noControlsButLines = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;

/** A line of text of `min` to `max` characters without control characters; where it may not be empty, not of blanks only. */
export const IsLine = (min: number, max: number) =>
  applyDecorators(
    IsString(),
    Length(min, max),
    Matches(noControls, { message: 'must not hold control characters' }),
    ...(min > 0 ? [Matches(/\S/, { message: 'must not be blank' })] : []),
  );

/** A text of 1 to `max` characters that may hold line breaks and tabs, but no other control characters. */
export const IsProse = (max: number) =>
  applyDecorators(
    IsString(),
    IsNotEmpty(),
    MaxLength(max),
    Matches(noControlsButLines, { message: 'must not hold control characters' }),
  );

/** A LocalText whose texts are at most `max` characters; with `required`, at least one language is filled in. */
export const IsLocalText = (max: number, required = true, options: { each?: boolean } = {}) =>
  applyDecorators(
    IsObject(options),
    ValidateBy(
      {
        name: 'isLocalText',
        validator: {
          validate(value: unknown): boolean {
            if (typeof value !== 'object' || value === null) return false;
            const entries: [string, unknown][] = Object.entries(value);
            const wellFormed = entries.every(
              ([key, text]) =>
                (languages as readonly string[]).includes(key) &&
                typeof text === 'string' &&
                text.length <= max &&
                noControlsButLines.test(text),
            );
            return wellFormed && (!required || entries.some(([, text]) => String(text).trim() !== ''));
          },
          defaultMessage: () => `must be texts by language (${languages.join(', ')}) of at most ${max} characters`,
        },
      },
      options,
    ),
  );
