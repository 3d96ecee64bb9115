import { webcrypto } from 'node:crypto';
import type { ChallengeView, RenewSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { renewalMessage } from '@sammelan/shared/auth/auth.rules.js';
import type { TestClient } from './test-client.js';

const { subtle } = webcrypto;

/** A browser's device key: signs, and cannot be copied. */
export class Device {
  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    readonly publicKey: string,
  ) {}

  static async make(): Promise<Device> {
    const keys = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const raw = await subtle.exportKey('raw', keys.publicKey);
    return new Device(keys, Buffer.from(raw).toString('base64url'));
  }

  async sign(renewal: string, challenge: string): Promise<string> {
    const message = new TextEncoder().encode(renewalMessage(renewal, challenge));
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.keys.privateKey, message);
    return Buffer.from(signature).toString('base64url');
  }

  /** What this device sends to carry a session on. */
  async proof(client: TestClient, { renewal = '', token }: SessionView): Promise<RenewSessionDto> {
    const { challenge } = await client.post<ChallengeView>('/api/auth/challenge', {});
    return { renewal, token, challenge, signature: await this.sign(renewal, challenge) };
  }
}
