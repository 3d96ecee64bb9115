import { webcrypto } from 'node:crypto';
import { renewalMessage } from '@sammelan/shared/auth/auth.rules.js';

const curve = { name: 'ECDSA', namedCurve: 'P-256' };

/** Whether `deviceKey` (a raw P-256 point, base64url) is one, and not just any 65 bytes. */
export const isDeviceKey = (deviceKey: string): Promise<boolean> =>
  importKey(deviceKey).then(
    () => true,
    () => false,
  );

/** Whether the signature over the renewal and the challenge is by the holder of `deviceKey`. All in base64url. */
export async function provesDevice(
  deviceKey: string,
  proof: { renewal: string; challenge: string; signature: string },
): Promise<boolean> {
  const message = new TextEncoder().encode(renewalMessage(proof.renewal, proof.challenge));
  const signature = Buffer.from(proof.signature, 'base64url');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return webcrypto.subtle.verify(algorithm, await importKey(deviceKey), signature, message);
}

const importKey = (deviceKey: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('raw', Buffer.from(deviceKey, 'base64url'), curve, false, ['verify']);
