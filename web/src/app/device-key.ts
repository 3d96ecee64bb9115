import { renewalMessage } from '@sammelan/shared/auth/auth.rules.js';

const database = 'sammelan';
const store = 'keys';
const name = 'device';
const curve = { name: 'ECDSA', namedCurve: 'P-256' };

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });

/** The database keeps the key itself, not its bytes: no script can read them, not even ours. */
async function openStore(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  return (await settled(opening)).transaction(store, mode).objectStore(store);
}

async function findOrMake(): Promise<CryptoKeyPair> {
  const found = (await settled((await openStore('readonly')).get(name))) as CryptoKeyPair | undefined;
  if (found) return found;
  const made = await crypto.subtle.generateKey(curve, false, ['sign']);
  // Another tab may have been faster: whichever came first is everybody's.
  await settled((await openStore('readwrite')).add(made, name)).catch(() => undefined);
  return (await settled((await openStore('readonly')).get(name))) as CryptoKeyPair;
}

let pair: Promise<CryptoKeyPair | null> | null = null;

/** This browser's key; null where it can keep none (plain HTTP, private windows of some browsers). */
const deviceKey = (): Promise<CryptoKeyPair | null> => (pair ??= findOrMake().catch(() => null));

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The public half, a raw P-256 point in base64url; null where this browser has no key. */
export async function publicDeviceKey(): Promise<string | null> {
  const key = await deviceKey();
  return key && base64url(await crypto.subtle.exportKey('raw', key.publicKey));
}

/** Proves that this is the browser that the session was made in; null where it has no key. */
export async function signRenewal(renewal: string, challenge: string): Promise<string | null> {
  const key = await deviceKey();
  if (!key) return null;
  const message = new TextEncoder().encode(renewalMessage(renewal, challenge));
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, message));
}
