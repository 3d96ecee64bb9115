import { randomUUID } from 'node:crypto';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('coming in', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it('lets a citizen in with nothing but the link', async () => {
    const citizen = await server.viewer();
    const me = await citizen.send('access:me', {});
    expect(me.grants).toEqual([]);
    expect(me.permissions).toContain('chat.send');
    expect(me.permissions).not.toContain('chat.moderate');
  });

  it('gives an organiser the desk by a link, on the same browser as often as wanted', async () => {
    const organiser = await server.organiser();
    expect((await organiser.send('access:me', {})).permissions).toContain('rally.direct');
    const [before] = await server.sql<{ used: number }>("select used from invites where role = 'owner'");
    const token = new URL((await server.demoLinks()).organise).hash.slice(1);
    await organiser.post('/api/auth/redeem', { token });
    const [after] = await server.sql<{ used: number }>("select used from invites where role = 'owner'");
    expect(after).toEqual(before);
  });

  it('refuses a command the caller holds no grant for, and keeps the socket', async () => {
    const citizen = await server.viewer();
    await expect(citizen.send('rally:move', { to: 'ended' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(citizen.send('access:me', {})).resolves.toBeTruthy();
  });

  it.each([
    ['nothing', ''],
    ['rubbish', 'abc.def.ghi'],
    [
      'an unsigned token',
      `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","dev":"y","aud":"session","iss":"sammelan"}')}.`,
    ],
  ])('refuses %s for a session', async (_, token) => {
    const stranger = await server.somebody();
    stranger.use({ ...stranger.session!, token });
    await expect(stranger.enter(demoSlug)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(stranger.get('/api/auth/me')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('takes an invite for no session, and a session for no invite', async () => {
    const citizen = await server.somebody();
    const token = citizen.session!.token;
    await expect(citizen.post('/api/auth/redeem', { token })).rejects.toMatchObject({ code: 'invite-invalid' });
    const invite = new URL((await server.demoLinks()).organise).hash.slice(1);
    citizen.use({ ...citizen.session!, token: invite });
    await expect(citizen.get('/api/auth/me')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('lets whoever holds a used-up link watch', async () => {
    const organiser = await server.organiser();
    const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    const invite = await organiser.post<{ url: string }>(`/api/rallies/${id}/invites`, {
      role: 'speaker',
      label: 'The leader',
    });
    await server.withLink(invite.url);
    const late = await server.somebody();
    const token = new URL(invite.url).hash.slice(1);
    const redeemed = await late.post('/api/auth/redeem', { token });
    expect(redeemed).toMatchObject({ granted: false, role: 'viewer', reason: 'invite-used-up', rallySlug: demoSlug });
  });

  it('answers what it does not know or cannot read, and lives', async () => {
    const citizen = await server.viewer();
    await expect(citizen.sendRaw('poll:steal', {})).resolves.toMatchObject({ ok: false, error: { code: 'not-found' } });
    for (const rubbish of [[], 'x', 7, true, { a: 1 }, { __proto__: null, x: 1 }]) {
      await expect(citizen.sendRaw('access:me', rubbish)).resolves.toMatchObject({
        ok: false,
        error: { code: 'invalid-payload' },
      });
    }
    await expect(citizen.post('/api/auth/session', { deviceId: randomUUID(), admin: true })).rejects.toMatchObject({
      code: 'invalid-payload',
    });
  });
});
