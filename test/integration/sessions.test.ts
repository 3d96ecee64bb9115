import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeView, RenewSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { Device } from '../support/device.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('sessions', () => {
  let server: TestServer;
  let secret: JWK;
  beforeAll(async () => {
    server = await TestServer.start();
    secret = JSON.parse(await readFile(join(server.dataDir, 'keys/session.jwk'), 'utf8')) as JWK;
  });
  afterAll(() => server.stop());

  const begin = (deviceKey?: string): Promise<SessionView> =>
    new TestClient(server.url).post('/api/auth/session', { deviceId: randomUUID(), ...(deviceKey && { deviceKey }) });
  const me = async (token: string): Promise<MeView | string> => {
    const response = await fetch(`${server.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as MeView | { error: { code: string } };
    return 'error' in body ? body.error.code : body;
  };
  const renew = ({
    renewal,
    token,
    ...proof
  }: Partial<SessionView> & Partial<RenewSessionDto>): Promise<SessionView> => {
    const { challenge, signature } = proof;
    return new TestClient(server.url).post('/api/auth/renew', { renewal, token, challenge, signature });
  };
  const claimsOf = (token: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
  /** A token by the deployment's own key, as a release of it might have signed. */
  const signed = async (claims: Record<string, unknown>, key: JWK = secret): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(key, 'EdDSA'));

  it('give a token for minutes', async () => {
    const { exp, iat, jti, aud } = claimsOf((await begin()).token) as Record<string, number>;
    expect(exp! - iat!).toBeLessThanOrEqual(15 * 60);
    expect([typeof jti, aud]).toEqual(['string', 'session']);
  });

  it('take none of 500 forged tokens, over REST or as a socket', async () => {
    const { token } = await begin();
    const right = claimsOf(token);
    const now = Math.floor(Date.now() / 1000);
    const stranger = await exportJWK(
      (await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey,
    );
    const [, payload, signature] = token.split('.') as [string, string, string];
    const hs256 = (header: object, key: string | Buffer): string => {
      const text = `${encode(header)}.${payload}`;
      return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
    };
    const raw = Buffer.from(secret.x!, 'base64url');
    const open = { kty: secret.kty, crv: secret.crv, x: secret.x };
    const organiser = await server.organiser();
    const victim = organiser.identityId;
    const makers: ((nth: number) => Promise<string> | string)[] = [
      // No algorithm at all, in every spelling.
      (nth) => `${encode({ alg: ['none', 'None', 'NONE', 'nOnE', ''][nth % 5]! })}.${payload}.`,
      (nth) => `${encode({ alg: 'none' })}.${encode({ ...right, sub: victim, nth })}.${signature}`,
      // The public key as an HMAC secret, in every encoding of it.
      (nth) => hs256({ alg: 'HS256' }, [raw, secret.x!, JSON.stringify(open), JSON.stringify(secret), ''][nth % 5]!),
      // Header tricks: a key id that is a path, a query, a key of one's own.
      async (nth) =>
        new SignJWT({ ...right, sub: victim })
          .setProtectedHeader({
            alg: 'EdDSA',
            kid: ['../../dev/null', "' or 1=1 --", '/etc/passwd', 'http://127.0.0.1:1/jwk'][nth % 4]!,
            ...(nth % 2 ? { jku: 'http://127.0.0.1:1/jwks' } : { jwk: { ...stranger, d: undefined } as never }),
          })
          .sign(await importJWK(stranger, 'EdDSA')),
      // Our key, and yet not a session.
      (nth) => signed({ ...right, aud: ['invite', 'renewal', 'challenge', 'signin', ''][nth % 5]! }),
      (nth) => signed({ ...right, aud: undefined, nth }),
      (nth) => signed({ ...right, exp: now - 1 - nth }),
      (nth) => signed({ ...right, exp: undefined, nth }),
      (nth) => signed({ ...right, iss: ['another', '', 'sammelan.example'][nth % 3]! }),
      (nth) => signed({ ...right, nbf: now + 3600 + nth }),
      // Changed after it was signed.
      (nth) => `${encode({ alg: 'EdDSA' })}.${encode({ ...right, sub: victim, nth })}.${signature}`,
      (nth) => `${token.slice(0, -(1 + (nth % 40)))}`,
      () => signed(right, stranger),
    ];
    const accepted: string[] = [];
    for (let nth = 0; nth < 500; nth += 1) {
      const forged = await makers[nth % makers.length]!(nth);
      if ((await me(forged)) !== 'unauthenticated') accepted.push(forged);
    }
    expect(accepted).toEqual([]);
    for (const make of makers) {
      const client = new TestClient(server.url);
      client.use({ ...(await begin()), token: await make(1) });
      await expect(client.enter(demoSlug)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect(await me(token)).toMatchObject({ grants: [] });
  });

  it('take a link into one rally for no power in another', async () => {
    const organiser = await server.organiser();
    const other = await organiser.post<RallyView>('/api/rallies', { title: { en: 'Elsewhere' }, slug: 'elsewhere' });
    const invite = await organiser.post<InviteView>(`/api/rallies/${other.id}/invites`, {
      role: 'producer',
      label: 'Elsewhere',
    });
    const producer = await server.withLink(invite.url);
    const { id } = await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    await expect(producer.get(`/api/rallies/${id}/grants`)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(producer.get(`/api/rallies/${other.id}/grants`)).resolves.toHaveLength(1);
  });

  describe('with a device key', () => {
    let device: Device;
    let session: SessionView;
    let client: TestClient;
    beforeEach(async () => {
      device = await Device.make();
      session = await begin(device.publicKey);
      client = new TestClient(server.url);
    });

    it('are renewed by whoever holds the key, as who they are', async () => {
      const next = await renew(await device.proof(client, session));
      expect(next).toMatchObject({ identityId: session.identityId, name: null });
      expect(next.renewal).not.toBe(session.renewal);
      expect(await me(next.token)).toMatchObject({ identityId: session.identityId });
    });

    it('keep a name that was given meanwhile', async () => {
      client.use(session);
      const named = await client.post<SessionView>('/api/auth/name', { name: 'Viewer from Gaya' });
      expect(named.renewal).toBeUndefined();
      const next = await renew(await device.proof(client, { ...session, token: named.token }));
      expect(next.name).toBe('Viewer from Gaya');
    });

    it('are of no use to whoever copied the tokens', async () => {
      const { renewal, token } = session;
      const thief = await Device.make();
      const right = await device.proof(client, session);
      const overheard = await device.proof(client, session);
      await renew(overheard);
      for (const body of [
        { renewal, token },
        { renewal, token, challenge: right.challenge },
        await thief.proof(client, session),
        { ...right, signature: 'A'.repeat(86) },
        { ...right, challenge: (await device.proof(client, session)).challenge },
        { ...right, challenge: token },
        { ...right, renewal: token },
        { ...right, token: (await begin()).token },
        overheard,
      ]) {
        await expect(renew(body)).rejects.toMatchObject({ code: 'unauthenticated' });
      }
      await expect(renew(right)).resolves.toMatchObject({ identityId: session.identityId });
    });

    it('are not taken over with a token: it opens a session of somebody new', async () => {
      const thief = await Device.make();
      client.use(session);
      const body = { deviceId: randomUUID(), deviceKey: thief.publicKey };
      expect((await client.post<SessionView>('/api/auth/session', body)).identityId).not.toBe(session.identityId);
    });

    it('take no point that is not on the curve', async () => {
      await expect(begin(`B${'A'.repeat(86)}`)).rejects.toMatchObject({ code: 'invalid-payload' });
    });
  });

  describe('without a device key', () => {
    it('are renewed in turns; an answer that was lost does no harm', async () => {
      const first = await begin();
      const second = await renew(first);
      expect(await renew(first)).toMatchObject({ identityId: first.identityId });
      const third = await renew(second);
      expect(await me(third.token)).toMatchObject({ identityId: first.identityId });
    });

    it('end for everybody when an older renewal comes again: two hold it', async () => {
      const first = await begin();
      const third = await renew(await renew(first));
      await expect(renew(first)).rejects.toMatchObject({ code: 'unauthenticated' });
      await expect(renew(third)).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(await me(third.token)).toBe('unauthenticated');
      await server.restart();
      expect(await me(third.token)).toBe('unauthenticated');
    });

    it('that somebody else carries on show it as soon as both have renewed', async () => {
      const stolen = await begin();
      const mine = await renew(stolen);
      await server.sql(`update sessions set renewed_at = now() - interval '2 minutes'`);
      const thief = await renew(stolen);
      await expect(renew(mine)).rejects.toMatchObject({ code: 'unauthenticated' });
      await expect(renew(thief)).rejects.toMatchObject({ code: 'unauthenticated' });
    });
  });

  it('of a release before them go on, and can be carried over', async () => {
    const identityId = randomUUID();
    const exp = Math.floor(Date.now() / 1000) + 20 * 24 * 3600;
    const former = await signed({
      iss: 'sammelan',
      aud: 'session',
      sub: identityId,
      dev: randomUUID(),
      name: 'Asha',
      exp,
    });
    expect(await me(former)).toMatchObject({ identityId, name: 'Asha' });
    const client = new TestClient(server.url);
    client.use({ token: former, identityId, name: 'Asha', expiresAt: '' });
    const device = await Device.make();
    const now = await client.post<SessionView>('/api/auth/session', {
      deviceId: randomUUID(),
      deviceKey: device.publicKey,
    });
    expect(now).toMatchObject({ identityId, name: 'Asha' });
    expect(await renew(await device.proof(client, now))).toMatchObject({ identityId, name: 'Asha' });
  });
});
