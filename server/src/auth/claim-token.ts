import { createHash } from 'node:crypto';

/** The token is 256 random bits: a plain hash of it cannot be guessed back. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
