import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { responseError } from './response-error.js';
import { recall, remember } from './storage.js';
import { Cell } from './store.js';

const deviceKey = 'sammelan.device';
const sessionKey = 'sammelan.session';

/** A token that is about to expire is not begun with: a rally is longer than this. */
const spareMs = 10 * 60_000;

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

async function open(): Promise<SessionView> {
  const response = await fetch('/api/auth/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deviceId: deviceId() }),
  }).catch(() => null);
  if (!response) throw new AppError('unavailable', 'The server was not reached.');
  if (!response.ok) throw await responseError(response);
  return (await response.json()) as SessionView;
}

/** This browser's session: found, opened or renewed; one for all pages of the same browser. */
class Session {
  /** The session known now, for what shows the name. */
  readonly current = new Cell<SessionView | null>(stored());
  private opening: Promise<SessionView> | null = null;

  /** Bearer token of a session that is good for a while. @throws AppError `unavailable` */
  async token(): Promise<string> {
    const known = stored() ?? this.current.get();
    if (known && Date.parse(known.expiresAt) - Date.now() > spareMs) return known.token;
    return (await this.reopen()).token;
  }

  /** A new token, where the server refused `refused`; another tab may have one already. */
  async renew(refused: string): Promise<string> {
    const known = stored();
    if (known && known.token !== refused) return known.token;
    return (await this.reopen()).token;
  }

  /** Takes on the session that an invite, a claim or a new name gave. */
  adopt(view: SessionView): void {
    remember(sessionKey, JSON.stringify(view));
    this.current.set(view);
  }

  private reopen(): Promise<SessionView> {
    this.opening ??= open()
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
