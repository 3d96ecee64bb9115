import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A playlist as it is sent, made once for all who ask. */
export interface PlaylistText {
  plain: Buffer;
  gzip: Buffer;
  /** For `ETag`. */
  tag: string;
}

/** A text as it is sent. */
export function textOf(text: string): PlaylistText {
  const plain = Buffer.from(text);
  const tag = `"${createHash('sha1').update(plain).digest('base64url')}"`;
  return { plain, gzip: gzipSync(plain), tag };
}
