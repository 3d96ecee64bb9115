import type { PasskeyOptionsView } from '@sammelan/shared/accounts/accounts.dto.js';
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

type Creation = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Request = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Makes a passkey on this device, or on one that is near. @throws DOMException where the person or the device declines */
export const makePasskey = ({ options }: PasskeyOptionsView): Promise<object> =>
  startRegistration({ optionsJSON: options as Creation });

/** Uses one. @throws DOMException */
export const askPasskey = ({ options }: PasskeyOptionsView): Promise<object> =>
  startAuthentication({ optionsJSON: options as Request });
