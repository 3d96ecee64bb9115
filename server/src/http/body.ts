import type { Readable } from 'node:stream';
import { AppError } from '@sammelan/shared/contract/errors.js';

export class FileTooLargeError extends AppError {
  constructor(megabytes: number) {
    super('payload-too-large', `The file is larger than ${megabytes} MB.`, { data: { megabytes } });
  }
}

/**
 * The bytes of a request as they come, up to a limit. The request itself is left open: whoever stops reading answers, and
 * then lets the rest run out, else the client hears a broken pipe instead of the reason.
 * @throws FileTooLargeError
 */
export async function* limitedBody(request: Readable, megabytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > megabytes * 1024 * 1024) throw new FileTooLargeError(megabytes);
    yield chunk;
  }
}

/** A small file that was sent as a request's whole body. @throws FileTooLargeError */
export async function readBody(request: Readable, megabytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of limitedBody(request, megabytes)) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    request.resume();
  }
}
