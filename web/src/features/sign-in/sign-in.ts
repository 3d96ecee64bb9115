import type { PasskeyOptionsView, SignInView } from '@sammelan/shared/accounts/accounts.dto.js';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { api } from '../../app/api.js';
import { session } from '../../app/session.js';

/** Without a session of one's own: whoever signs in leaves it. */
const ask = <T>(path: string, body: object): Promise<T> => api<T>(`/api/auth/sign-in${path}`, { body, open: true });

/** Login and password. @throws AppError */
export const beginSignIn = (login: string, password: string): Promise<SignInView> => ask('', { login, password });

/** The second factor; from here on this browser is the account's. @throws AppError */
export async function finishSignIn(ticket: string, code: string): Promise<void> {
  const device = await session.device();
  session.adopt(await ask<SessionView>('/code', { ticket, code: code.trim(), ...device }));
}

/** Both at once. @throws AppError; DOMException where the person or the device declines */
export async function signInByPasskey(): Promise<void> {
  const offer = await ask<PasskeyOptionsView>('/passkey-options', {});
  const { askPasskey } = await import('./passkey-client.js');
  const response = await askPasskey(offer);
  const device = await session.device();
  session.adopt(await ask<SessionView>('/passkey', { ticket: offer.ticket, response, ...device }));
}
