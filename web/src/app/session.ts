import type { ChallengeView, OpenSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { publicDeviceKey, signRenewal } from './device-key.js';
import { serverNow } from './clock.js';
import { responseError } from './response-error.js';
import { recall, remember } from './storage.js';
import { Cell } from './store.js';

const deviceKey = 'sammelan.device';
const sessionKey = 'sammelan.session';

/** A token that is about to expire is not begun with: an upload on a slow line takes as long. */
const spareMs = 60_000;

const stored = (): SessionView | null => {
  try {
    return JSON.parse(recall(sessionKey) ?? 'null') as SessionView | null;
  } catch {
    return null;
  }
};

/** crypto.randomUUID exists on secure origins only, and a phone on the same Wi-Fi comes by plain HTTP. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function deviceId(): string {
  const known = recall(deviceKey);
  if (known) return known;
  const made = newId();
  remember(deviceKey, made);
  return made;
}

async function post<T>(path: string, body: object, token?: string): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response) throw new AppError('unavailable', 'The server was not reached.');
  if (!response.ok) throw await responseError(response);
  return (await response.json()) as T;
}

/** A new session; with the token of one from before sessions could be renewed, the same person's. */
async function open(formerToken?: string): Promise<SessionView> {
  const deviceKey = await publicDeviceKey();
  const body = { deviceId: deviceId(), ...(deviceKey && { deviceKey }) };
  return post<SessionView>('/api/auth/session', body, formerToken);
}

async function renew(renewal: string, token: string): Promise<SessionView> {
  const { challenge } = await post<ChallengeView>('/api/auth/challenge', {});
  const signature = await signRenewal(renewal, challenge);
  return post<SessionView>('/api/auth/renew', { renewal, token, ...(signature && { challenge, signature }) });
}

/** The known session carried on, or a new one where the server no longer takes it. */
async function goOn(known: SessionView | null): Promise<SessionView> {
  if (!known) return open();
  try {
    return await (known.renewal ? renew(known.renewal, known.token) : open(known.token));
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return open();
    throw error;
  }
}

/** This browser's session: found, opened or renewed; one for all pages of the same browser. */
class Session {
  /** The session known now, for what shows the name. */
  readonly current = new Cell<SessionView | null>(stored());
  private opening: Promise<SessionView> | null = null;

  /** Bearer token of a session that is good for a while. @throws AppError `unavailable` */
  async token(): Promise<string> {
    const known = this.known();
    if (known?.renewal && Date.parse(known.expiresAt) - serverNow() > spareMs) return known.token;
    return (await this.carryOn()).token;
  }

  /** A new token, where the server refused `refused`; another tab may have one already. */
  async renew(refused: string): Promise<string> {
    const known = stored();
    if (known && known.token !== refused) return known.token;
    return (await this.carryOn()).token;
  }

  /** Takes on the session that an invite, a claim or a new name gave. */
  adopt(view: SessionView): void {
    const known = this.known();
    // A new name or role goes on under the renewal that there is.
    const renewal = view.renewal ?? (known?.identityId === view.identityId ? known.renewal : undefined);
    const adopted = { ...view, ...(renewal !== undefined && { renewal }) };
    remember(sessionKey, JSON.stringify(adopted));
    this.current.set(adopted);
  }

  /** What a session is bound to: this browser's id and, where it has one, its key. */
  async device(): Promise<OpenSessionDto> {
    const deviceKey = await publicDeviceKey();
    return { deviceId: deviceId(), ...(deviceKey && { deviceKey }) };
  }

  /** Signs out: whoever comes next in this browser is somebody new. */
  forget(): void {
    remember(sessionKey, null);
    this.current.set(null);
  }

  private known(): SessionView | null {
    return stored() ?? this.current.get();
  }

  private carryOn(): Promise<SessionView> {
    this.opening ??= goOn(this.known())
      .then((view) => {
        this.adopt(view);
        return view;
      })
      .finally(() => {
        this.opening = null;
      });
    return this.opening;
  }
}

export const session = new Session();
