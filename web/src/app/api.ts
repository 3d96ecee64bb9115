import { AppError } from '@sammelan/shared/contract/errors.js';
import { noteServerDate } from './clock.js';
import { responseError } from './response-error.js';
import { session } from './session.js';

export interface ApiOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a Blob, File or FormData is sent as it is. */
  body?: unknown;
  signal?: AbortSignal;
  /** Needs no session: asks without waiting for one. */
  open?: boolean;
}

const isRaw = (body: unknown): body is Blob | FormData => body instanceof Blob || body instanceof FormData;

async function request(path: string, options: ApiOptions, token: string | null): Promise<Response> {
  const { body, method = body === undefined ? 'GET' : 'POST', signal } = options;
  const headers: Record<string, string> = {};
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined && !isRaw(body)) headers['content-type'] = 'application/json';
  const payload = body === undefined || isRaw(body) ? body : JSON.stringify(body);
  const askedAt = Date.now();
  try {
    const response = await fetch(path, {
      method,
      headers,
      ...(payload !== undefined && { body: payload }),
      ...(signal && { signal }),
    });
    noteServerDate(response.headers.get('date'), askedAt);
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AppError('unavailable', 'The server was not reached.');
  }
}

/** Asks the server as this browser's session. @throws AppError with the server's code, or `unavailable` */
export async function apiResponse(path: string, options: ApiOptions = {}): Promise<Response> {
  const token = options.open ? null : await session.token();
  let response = await request(path, options, token);
  if (response.status === 401 && token) response = await request(path, options, await session.renew(token));
  if (!response.ok) throw await responseError(response);
  return response;
}

/** As `apiResponse`, and gives the JSON of the answer (undefined where there is none). */
export async function api<T>(path: string, options?: ApiOptions): Promise<T> {
  const response = await apiResponse(path, options);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
