import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

let server: TestServer;
let owner: TestClient;
beforeAll(async () => {
  server = await TestServer.start();
  owner = await server.organiser();
});
afterAll(() => server.stop());

const make = (dto: object = {}): Promise<RallyView> => owner.post('/api/rallies', { title: { en: 'A rally' }, ...dto });
const edit = (id: string, dto: object, by = owner): Promise<RallyView> => by.patch(`/api/rallies/${id}`, dto);
const move = (id: string, to: RallyState, by = owner): Promise<RallyView> =>
  by.post(`/api/rallies/${id}/state`, { to });
const seen = (slug: string, by?: TestClient): Promise<RallyView> =>
  (by ?? owner).get<RallyView>(`/api/rallies/public/${slug}`);

describe("a rally's life", () => {
  it('goes from the first draft to the archive, each step stored and written down', async () => {
    const { id, slug } = await make({ startsAt: '2031-01-26T10:00:00+05:30', timeZone: 'Asia/Kolkata' });
    const citizen = await server.somebody();
    await expect(seen(slug, citizen)).rejects.toMatchObject({ code: 'not-found' });
    expect(await seen(slug)).toMatchObject({ state: 'draft', startsAt: '2031-01-26T04:30:00.000Z' });
    for (const to of ['scheduled', 'open', 'live', 'ended', 'archived'] as const) {
      expect(await move(id, to)).toMatchObject({ state: to });
      const [row] = await server.sql('select state from rallies where id = $1', [id]);
      expect(row).toEqual({ state: to });
      if (to === 'archived') await expect(seen(slug, citizen)).rejects.toMatchObject({ code: 'rally-not-open' });
      else expect(await seen(slug, citizen)).toMatchObject({ state: to, timeZone: 'Asia/Kolkata' });
    }
    const audit = await owner.get<AuditEntryView[]>(`/api/rallies/${id}/audit`);
    expect(audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'rally.move archived',
      'rally.move ended',
      'rally.move live',
      'rally.move open',
      'rally.move scheduled',
      `rally.create ${slug}`,
    ]);
  });

  it('refuses a step that there is not, and an announcement without a time', async () => {
    const { id } = await make();
    await expect(move(id, 'live')).rejects.toMatchObject({ code: 'rally-transition' });
    await expect(move(id, 'scheduled')).rejects.toMatchObject({ code: 'invalid-payload' });
    await edit(id, { startsAt: '2031-01-26T10:00:00Z' });
    await move(id, 'scheduled');
    await expect(edit(id, { startsAt: null })).rejects.toMatchObject({ code: 'invalid-payload' });
    await move(id, 'draft');
    expect(await edit(id, { startsAt: null })).toMatchObject({ startsAt: null });
    await move(id, 'archived');
    await expect(move(id, 'ended')).rejects.toMatchObject({ code: 'rally-transition' });
    expect(await move(id, 'draft')).toMatchObject({ state: 'draft' });
  });

  it('is moved by one of two who move it at once', async () => {
    const { id } = await make();
    await move(id, 'open');
    const moves = await Promise.allSettled([move(id, 'live'), move(id, 'live'), move(id, 'live')]);
    expect(moves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is told to everyone in it, at once, and sends everyone but the desk home when it is put away', async () => {
    const { id, slug } = await make();
    await move(id, 'open');
    const viewer = await server.viewer(undefined, slug);
    const desk = await server.organiser();
    desk.close();
    await desk.enter(slug);
    await desk.send('rally:move', { to: 'live' });
    await viewer.waitFor('rally:changed', ({ state }) => state === 'live');
    await desk.send('rally:notice', { text: 'We begin in five minutes' });
    await viewer.waitFor('rally:changed', ({ notice }) => notice === 'We begin in five minutes');
    await desk.send('rally:move', { to: 'ended' });
    await viewer.waitFor('rally:changed', ({ state }) => state === 'ended');
    expect(viewer.connected).toBe(true);
    await desk.send('rally:move', { to: 'archived' });
    await viewer.waitFor('access:ended', ({ reason }) => reason === 'rally-archived');
    await viewer.ended();
    expect(desk.connected).toBe(true);
    await expect(viewer.enter(slug)).rejects.toMatchObject({ code: 'rally-not-open' });
  });

  it('keeps two rallies that are live at once apart', async () => {
    const [one, other] = [await make({ slug: 'rally-one' }), await make({ slug: 'rally-two' })];
    for (const { id } of [one, other]) {
      await move(id, 'open');
      await move(id, 'live');
    }
    const [inOne, inOther] = [await server.viewer('BR-GAYA', 'rally-one'), await server.viewer('BR-GAYA', 'rally-two')];
    await move(one.id, 'ended');
    await inOne.waitFor('rally:changed', ({ state }) => state === 'ended');
    expect(await seen('rally-two')).toMatchObject({ state: 'live' });
    await inOther.send('access:me', {});
    expect(inOther.events('rally:changed')).toEqual([]);
  });
});

describe('the details of a rally', () => {
  it('has a title and description in each language, an address of its own, a region and who may chat', async () => {
    const details = {
      title: { en: 'Youth meet', hi: 'युवा सम्मेलन' },
      description: { hi: 'आइए और सुनिए।\nसवाल भी पूछिए।' },
      slug: 'youth-meet',
      regionPath: '/BR/BR-GAYA/',
      chatAudience: 'invited',
    };
    const rally = await make(details);
    expect(rally).toMatchObject(details);
    expect(await edit(rally.id, { slug: 'youth-meet-gaya' })).toMatchObject({ ...details, slug: 'youth-meet-gaya' });
    await expect(seen('youth-meet')).rejects.toMatchObject({ code: 'not-found' });
    await expect(make({ slug: 'youth-meet-gaya' })).rejects.toMatchObject({ code: 'slug-taken' });
    await expect(edit(rally.id, { slug: demoSlug })).rejects.toMatchObject({ code: 'slug-taken' });
  });

  it('makes an address from a title, also from a Hindi one', async () => {
    expect((await make({ title: { en: '  Kisan Sammelan: Gaya! ' } })).slug).toMatch(
      /^kisan-sammelan-gaya-[0-9a-f]{4}$/,
    );
    expect((await make({ title: { hi: 'किसान सम्मेलन' } })).slug).toMatch(/^rally-[0-9a-f]{8}$/);
  });

  it.each([
    ['no title', { title: undefined }],
    ['an empty title', { title: { en: '  ' } }],
    ['a title of NUL', { title: { en: 'a\u0000b' } }],
    ['a title of half a letter', { title: { en: '\ud83d' } }],
    ['a title of nothing', { title: null }],
    ['a language that is none', { title: { en: 'A', fr: 'B' } }],
    ['an address of capitals', { slug: 'Youth' }],
    ['a zone that is none', { timeZone: 'Asia/Gaya' }],
    ['a time that is none', { startsAt: 'tomorrow' }],
    ['a region that is not there', { regionPath: '/XX/' }],
  ])('refuses %s', async (_, dto) => {
    await expect(make(dto)).rejects.toMatchObject({
      code: expect.stringMatching(/^(invalid-payload|region-unknown)$/) as string,
    });
  });

  it.each(['..%2f..%2fetc', '%00', 'A', '%F0%9F%98%80', "'%20or%201=1"])('finds nothing under %s', async (slug) => {
    await expect(seen(slug)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is changed only by whose role covers all of its region', async () => {
    const whole = await make({ regionPath: '/BR/' });
    const link = await owner.post<{ url: string }>('/api/invites', {
      role: 'district-organiser',
      label: 'Gaya team',
      regionPath: '/BR/BR-GAYA/',
    });
    const gaya = await server.withLink(link.url);
    await expect(edit(whole.id, { title: { en: 'Ours' } }, gaya)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(move(whole.id, 'open', gaya)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(gaya.post('/api/rallies', { title: { en: 'For all' } })).rejects.toMatchObject({ code: 'forbidden' });
    const own = await gaya.post<RallyView>('/api/rallies', { title: { en: 'For us' }, regionPath: '/BR/BR-GAYA/' });
    await expect(edit(own.id, { regionPath: '/BR/' }, gaya)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await move(own.id, 'open', gaya)).toMatchObject({ state: 'open' });
  });

  it('lists to each organiser the rallies of their desk, and nothing to a viewer', async () => {
    const moderator = await server.withRole('moderator');
    expect((await moderator.get<RallyView[]>('/api/rallies')).map(({ slug }) => slug)).toEqual([demoSlug]);
    expect((await owner.get<RallyView[]>('/api/rallies')).length).toBeGreaterThan(3);
    expect(await (await server.somebody()).get('/api/rallies')).toEqual([]);
  });
});

describe('the figures', () => {
  it('are counted at the end, shown to the desk, and to the public once released', async () => {
    const { id, slug } = await make();
    await move(id, 'open');
    await move(id, 'live');
    const viewer = await server.viewer('BR-GAYA', slug);
    const desk = await server.organiser();
    desk.close();
    await desk.enter(slug);
    await server.sql("update rallies set live_at = now() - interval '42 minutes' where id = $1", [id]);
    expect((await desk.send('rally:move', { to: 'ended' })).figures).toMatchObject({ minutes: 42 });
    await desk.waitFor('rally:changed', ({ figures }) => figures?.minutes === 42);
    await viewer.waitFor('rally:changed', ({ state }) => state === 'ended');
    expect(viewer.events('rally:changed').every(({ figures }) => figures === null)).toBe(true);
    const citizen = await server.somebody();
    expect(await seen(slug, citizen)).toMatchObject({ figures: null, figuresReleased: false });
    expect((await owner.get<RallyView>(`/api/rallies/${id}`)).figures).toMatchObject({ minutes: 42 });
    await edit(id, { figuresReleased: true });
    expect(await seen(slug, citizen)).toMatchObject({ figures: { minutes: 42 } });
    await viewer.waitFor('rally:changed', ({ figures }) => figures?.minutes === 42);
  });
});

describe('the cover picture', () => {
  /** 3 × 2 points each. */
  const pictures = {
    png: 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNgwAQAABQAAX3+Hu4AAAAASUVORK5CYII=',
    webp: 'UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA',
  };
  const send = (id: string, bytes: Uint8Array, by = owner): Promise<Response> =>
    by.fetch(`/api/rallies/${id}/cover`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes as BodyInit,
    });

  it('is told by its bytes, kept, served for good, and replaced', async () => {
    const { id } = await make();
    const png = Buffer.from(pictures.png, 'base64');
    const first = (await (await send(id, png)).json()) as RallyView;
    expect(first.coverUrl).toMatch(/^\/api\/rallies\/covers\/[0-9a-f-]{36}\.png$/);
    const served = await fetch(server.url + first.coverUrl!);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
    // What a camera adds to it (here behind the end) is not served.
    const noted = (await (await send(id, Buffer.concat([png, Buffer.from('24.69 N 84.98 E')]))).json()) as RallyView;
    expect(Buffer.from(await (await fetch(server.url + noted.coverUrl!)).arrayBuffer()).equals(png)).toBe(true);

    const second = (await (await send(id, Buffer.from(pictures.webp, 'base64'))).json()) as RallyView;
    expect(second.coverUrl).toMatch(/\.webp$/);
    expect((await fetch(server.url + first.coverUrl!)).status).toBe(404);
    await owner.delete(`/api/rallies/${id}/cover`);
    expect((await owner.get<RallyView>(`/api/rallies/${id}`)).coverUrl).toBeNull();
    expect((await fetch(server.url + second.coverUrl!)).status).toBe(404);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 415, 'picture-unsupported'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 415, 'picture-unsupported'],
    ['nothing', '', 415, 'picture-unsupported'],
    ['a picture’s first bytes alone', '\x89PNG\r\n\x1a\n', 415, 'picture-unsupported'],
    ['more than five megabytes', 'x'.repeat(5 * 1024 * 1024 + 1), 413, 'payload-too-large'],
  ])('is not %s', async (_, text, status, code) => {
    const { id } = await make();
    const response = await send(id, Buffer.from(text, 'latin1'));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    expect(await readdir(join(server.dataDir, 'covers')).catch(() => [])).toEqual([]);
  });

  it('is no picture that a phone could not hold', async () => {
    const { id } = await make();
    const bomb = Buffer.from(pictures.png, 'base64');
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect((await send(id, bomb)).status).toBe(415);
  });

  it('is asked for by its own name only', async () => {
    for (const name of ['..%2f..%2fkeys%2fsession.jwk', 'session.jwk', '%00', `${'0'.repeat(36)}.png`]) {
      expect((await fetch(`${server.url}/api/rallies/covers/${name}`)).status).toBe(404);
    }
  });

  it('leaves nothing behind where it may not be set', async () => {
    const { id } = await make();
    const moderator = await server.withRole('moderator');
    expect((await send(id, Buffer.from(pictures.png, 'base64'), moderator)).status).toBe(403);
    const elsewhere = '0190a000-0000-7000-8000-000000000000';
    expect((await send(elsewhere, Buffer.from(pictures.png, 'base64'))).status).toBe(404);
    expect(await readdir(join(server.dataDir, 'covers')).catch(() => [])).toEqual([]);
  });
});
