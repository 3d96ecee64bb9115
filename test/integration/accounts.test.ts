import { randomUUID } from 'node:crypto';
import type {
  AccountView,
  RecoveryCodesView,
  SignInView,
  TotpSecretView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import type { MeView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { stepOf, totpAt } from '@sammelan/server/accounts/totp.js';
import { Device } from '../support/device.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const password = 'nine rivers and a well';

interface Secured {
  client: TestClient;
  login: string;
  secret: string;
  recoveryCodes: string[];
}

describe("an organiser's account", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  let logins = 0;
  /** Codes are good once: each use in these tests takes the code of another step, none that is over in a moment. */
  let steps = 0;
  const codeNow = (secret: string): string => totpAt(secret, stepOf(Date.now()) + steps++);

  /** Somebody who came by the organisers' link and made an account of it. */
  async function secured(): Promise<Secured> {
    const client = await server.organiser();
    const login = `organiser-${logins++}`;
    await client.post('/api/account', { login, password });
    const { ticket, secret } = await client.post<TotpSecretView>('/api/account/totp', { password });
    steps = 0;
    const { recoveryCodes } = await client.post<RecoveryCodesView>('/api/account/totp/confirm', {
      ticket,
      code: codeNow(secret),
    });
    return { client, login, secret, recoveryCodes };
  }
  const fresh = (): TestClient => new TestClient(server.url);
  const begin = (login: string, typed = password): Promise<SignInView> =>
    fresh().post('/api/auth/sign-in', { login, password: typed });
  const finish = (ticket: string, code: string): Promise<SessionView> =>
    fresh().post('/api/auth/sign-in/code', { ticket, code, deviceId: randomUUID() });
  async function signedIn({ login, recoveryCodes }: Secured): Promise<TestClient> {
    const { ticket } = await begin(login);
    const client = fresh();
    client.use(await finish(ticket, recoveryCodes.pop()!));
    return client;
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'ok',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const account = (client: TestClient): Promise<AccountView> => client.get('/api/account');

  it('is made by whoever came by a link, and opens the console from any browser', async () => {
    const owner = await secured();
    expect(await account(owner.client)).toMatchObject({ login: owner.login, totp: true, recoveryCodesLeft: 10 });
    const { ticket } = await begin(`  ${owner.login.toUpperCase()} `);
    const elsewhere = fresh();
    elsewhere.use(await finish(ticket, codeNow(owner.secret)));
    const me = await elsewhere.get<MeView>('/api/auth/me');
    expect(me.identityId).toBe(owner.client.identityId);
    expect(me.grants.map(({ role }) => role)).toEqual(['owner']);
    await elsewhere.enter(demoSlug);
    elsewhere.close();
  });

  it('keeps the password as argon2id, the secret sealed, the codes hashed', async () => {
    const { secret, recoveryCodes, client } = await secured();
    const rows = await server.sql<{ row: string }>(
      `select row_to_json(a)::text as row from accounts a where identity_id = $1
       union all select row_to_json(r)::text from recovery_codes r where identity_id = $1`,
      [client.identityId],
    );
    const text = rows.map(({ row }) => row).join();
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const hidden of [password, secret, ...recoveryCodes]) {
      for (const form of [hidden, Buffer.from(hidden).toString('hex')]) expect(text).not.toContain(form);
    }
  });

  it('is for organisers: a viewer gets none, and one login is one person’s', async () => {
    const viewer = await server.somebody();
    expect(await account(viewer)).toMatchObject({ login: null, sessions: [] });
    expect(await codeOf(viewer.post('/api/account', { login: 'viewer', password }))).toBe('forbidden');
    const { login, client } = await secured();
    const other = await server.organiser();
    expect(await codeOf(other.post('/api/account', { login: login.toUpperCase(), password }))).toBe('login-taken');
    expect(await codeOf(client.post('/api/account', { login: 'second', password }))).toBe('login-taken');
    expect(await codeOf(other.post('/api/account', { login: 'short', password: 'too short' }))).toBe('invalid-payload');
  });

  it('lets nobody in by the password alone', async () => {
    const client = await server.organiser();
    await client.post('/api/account', { login: 'unfinished', password });
    expect(await codeOf(begin('unfinished'))).toBe('factor-missing');
    expect(await codeOf(begin('unfinished', `${password}!`))).toBe('sign-in-refused');
    expect(await codeOf(begin('nobody-at-all'))).toBe('sign-in-refused');
  });

  it('takes a code once, and only with the ticket that the password gave', async () => {
    const { login, secret, client } = await secured();
    const code = codeNow(secret);
    const { ticket } = await begin(login);
    await finish(ticket, code);
    expect(await codeOf(finish(ticket, code))).toBe('ticket-over');
    const again = await begin(login);
    expect(await codeOf(finish(again.ticket, code))).toBe('factor-wrong');
    expect(await codeOf(finish(client.session!.token, code))).toBe('ticket-over');
    expect(await codeOf(finish(`${again.ticket.slice(0, -3)}AAA`, code))).toBe('ticket-over');
  });

  it('takes each recovery code once, as people type it', async () => {
    const owner = await secured();
    const [first, second] = owner.recoveryCodes as [string, string];
    await finish((await begin(owner.login)).ticket, first.toLowerCase().replace('-', ''));
    expect(await codeOf(finish((await begin(owner.login)).ticket, first))).toBe('factor-wrong');
    expect(await account(owner.client)).toMatchObject({ recoveryCodesLeft: 9 });
    const { recoveryCodes } = await owner.client.post<RecoveryCodesView>('/api/account/recovery-codes', { password });
    expect(recoveryCodes).toHaveLength(10);
    expect(await codeOf(finish((await begin(owner.login)).ticket, second))).toBe('factor-wrong');
  });

  it('makes whoever guesses wait, in whatever step, many at once or one by one', async () => {
    const { login } = await secured();
    const guesses = Array.from({ length: 30 }, (_, nth) => codeOf(begin(login, `guess number ${nth}`)));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer === 'sign-in-refused').length).toBe(5);
    expect(answers.filter((answer) => answer === 'sign-in-wait').length).toBe(25);
    expect(await codeOf(begin(login))).toBe('sign-in-wait');
    const other = await secured();
    const { ticket } = await begin(other.login);
    const codes = Array.from({ length: 30 }, (_, nth) => codeOf(finish(ticket, String(100_000 + nth))));
    expect((await Promise.all(codes)).filter((answer) => answer === 'factor-wrong').length).toBeLessThanOrEqual(5);
  });

  it('makes them wait over a restart too, and longer with each further try', async () => {
    const { login, client } = await secured();
    for (let nth = 0; nth < 5; nth++) expect(await codeOf(begin(login, `guess ${nth}`))).toBe('sign-in-refused');
    client.close();
    await server.restart();
    expect(await codeOf(begin(login))).toBe('sign-in-wait');
    const minutes: number[] = [];
    for (let nth = 0; nth < 7; nth++) {
      await server.sql('update sign_in_tries set wait_until = now()');
      expect(await codeOf(begin(login, 'another guess'))).toBe('sign-in-refused');
      const error = await begin(login).catch((one: { details: { data: { seconds: number } } }) => one);
      minutes.push(Math.round((error as { details: { data: { seconds: number } } }).details.data.seconds / 60));
    }
    expect(minutes).toEqual([1, 2, 4, 8, 15, 15, 15]);
    await server.sql('update sign_in_tries set wait_until = now()');
    expect(await codeOf(begin(login))).toBe('ok');
    expect(await codeOf(begin(login))).toBe('ok');
    expect(JSON.stringify(await server.sql('select * from sign_in_tries'))).not.toContain(login);
  });

  it('asks for the password again before anything changes', async () => {
    const { client } = await secured();
    for (const path of ['totp', 'passkeys/options', 'recovery-codes']) {
      expect(await codeOf(client.post(`/api/account/${path}`, { password: 'not the password' }))).toBe(
        'password-wrong',
      );
      expect(await codeOf(client.post(`/api/account/${path}`, { password }))).toBe('ok');
    }
  });

  describe('lists where it is signed in', () => {
    it('and ends a session at once: token, renewal and live sockets, and no other', async () => {
      const owner = await secured();
      const device = await Device.make();
      const { ticket } = await begin(owner.login);
      const stolen = fresh();
      stolen.use(
        await stolen.post<SessionView>('/api/auth/sign-in/code', {
          ticket,
          code: owner.recoveryCodes[0],
          deviceId: randomUUID(),
          deviceKey: device.publicKey,
        }),
      );
      await stolen.enter(demoSlug);
      const { sessions } = await account(owner.client);
      expect(sessions).toHaveLength(2);
      expect(sessions.filter(({ current }) => current)).toHaveLength(1);
      const proof = await device.proof(stolen, stolen.session!);
      const { id } = sessions.find(({ current }) => !current)!;
      const socketEnds = stolen.ended();
      await owner.client.delete(`/api/account/sessions/${id}`);
      await socketEnds;
      expect(stolen.events('access:ended')).toEqual([{ reason: 'signed-out' }]);
      expect(await codeOf(stolen.get('/api/auth/me'))).toBe('unauthenticated');
      expect(await codeOf(stolen.enter(demoSlug))).toBe('unauthenticated');
      expect(await codeOf(fresh().post('/api/auth/renew', proof))).toBe('unauthenticated');
      expect(await codeOf(owner.client.get('/api/auth/me'))).toBe('ok');
      expect(owner.client.connected).toBe(true);
      await server.restart();
      expect(await codeOf(stolen.get('/api/auth/me'))).toBe('unauthenticated');
      expect(await codeOf(owner.client.get('/api/auth/me'))).toBe('ok');
    });

    it('ends all others with a new password, and its own by signing out', async () => {
      const owner = await secured();
      const other = await signedIn(owner);
      const next = 'seven hills and a tank';
      await owner.client.post('/api/account/password', { password, newPassword: next });
      expect(await codeOf(other.get('/api/auth/me'))).toBe('unauthenticated');
      expect(await codeOf(begin(owner.login))).toBe('sign-in-refused');
      expect(await codeOf(begin(owner.login, next))).toBe('ok');
      await owner.client.post('/api/auth/sign-out', {});
      expect(await codeOf(owner.client.get('/api/auth/me'))).toBe('unauthenticated');
    });

    it('ends nobody else’s', async () => {
      const [one, two] = [await secured(), await secured()];
      const id = (await account(two.client)).sessions[0]!.id;
      expect(await codeOf(one.client.delete(`/api/account/sessions/${id}`))).toBe('not-found');
      expect(await codeOf(two.client.get('/api/auth/me'))).toBe('ok');
    });
  });

  it('is on the audit list, without a secret', async () => {
    const owner = await secured();
    await signedIn(owner);
    const entries = await owner.client.get<{ action: string; details: object }[]>('/api/audit');
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['account.secure', 'account.factor', 'account.sign-in']));
    expect(JSON.stringify(entries)).not.toContain(owner.secret);
  });
});
