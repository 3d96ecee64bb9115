import { isIP } from 'node:net';

/** A variable that cannot be used. The message names it and says what it may be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Record<string, string | undefined>;

export type Reader = ReturnType<typeof reader>;

/** Reads variables one by one; an empty one counts as not set, one that cannot be used throws `ConfigError`. */
export function reader(env: Environment) {
  const text = (name: string): string | null => env[name]?.trim() || null;
  return {
    text,
    integer(name: string, min: number, max: number): number | null {
      const value = text(name);
      if (value === null) return null;
      const number = Number(value);
      if (!Number.isInteger(number) || number < min || number > max) {
        throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${value}".`);
      }
      return number;
    },
    oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
      const value = text(name);
      if (value === null) return null;
      const found = allowed.find((one) => one === value);
      if (found === undefined) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
      return found;
    },
    flag(name: string): boolean | null {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return null;
      if (['1', 'true', 'on', 'yes'].includes(value)) return true;
      if (['0', 'false', 'off', 'no'].includes(value)) return false;
      throw new ConfigError(`${name} must be on or off, not "${value}".`);
    },
    url(name: string, protocols: string[]): string | null {
      const value = text(name);
      if (value === null) return null;
      if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
        // The value is not repeated: a database address holds a password.
        throw new ConfigError(`${name} must be an address that begins with ${protocols.join('// or ')}//.`);
      }
      return value;
    },
    ip(name: string): string | null {
      const value = text(name);
      if (value !== null && isIP(value) === 0) throw new ConfigError(`${name} must be an IP address, not "${value}".`);
      return value;
    },
  };
}
