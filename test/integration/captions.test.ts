import { randomUUID } from 'node:crypto';
import type { CaptionKeyView, CaptionView, WriteCaptionDto } from '@sammelan/shared/captions/captions.dto.js';
import { captionBurst, maxCaptionKeys } from '@sammelan/shared/captions/captions.rules.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('captions', () => {
  let server: TestServer;
  let organiser: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
    rallyId = (await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const line = (text: string, rest: Partial<WriteCaptionDto> = {}): WriteCaptionDto => ({
    lineId: randomUUID(),
    language: 'hi',
    text,
    final: true,
    ...rest,
  });
  const stored = (lineId: string) =>
    server.sql<{ text: string; removed: boolean }>('select text, removed from caption_lines where line_id = $1', [
      lineId,
    ]);
  const read = async (language: SpokenLanguage, from: number, to: number): Promise<CaptionView[]> => {
    const reader = await server.viewer();
    return (await reader.send('caption:read', { language, from, to })).lines;
  };
  const feed = (key: string | null, body: object): Promise<Response> =>
    fetch(`${server.url}/api/captions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { 'caption-key': key } : {}) },
      body: JSON.stringify(body),
    });
  const newKey = (): Promise<CaptionKeyView> =>
    organiser.post(`/api/rallies/${rallyId}/caption-keys`, { label: 'Caption service', language: 'en' });

  it('reach those who read their language, as they grow, and nobody else', async () => {
    const captioner = await server.withRole('captioner');
    const [reader, other] = [await server.viewer(), await server.viewer()];
    await reader.send('caption:follow', { language: 'hi' });
    await other.send('caption:follow', { language: 'en' });
    const growing = line('साथियो', { final: false, revision: 1 });
    await captioner.send('caption:write', growing);
    await captioner.send('caption:write', { ...growing, text: '  साथियो,   आज हम ', revision: 2, final: true });
    const last = await reader.waitFor('caption:changed', ({ final }) => final);
    expect(last).toMatchObject({ lineId: growing.lineId, text: 'साथियो, आज हम', language: 'hi', revision: 2 });
    expect(reader.events('caption:changed').map(({ text }) => text)).toEqual(['साथियो', 'साथियो, आज हम']);
    expect((await other.send('caption:tracks', {})).languages).toContain('hi');
    await other.waitFor('caption:tracks-changed', ({ languages }) => languages.includes('hi'));
    expect(other.events('caption:changed')).toEqual([]);
    // Only what is final is kept; who comes later gets it.
    expect(await stored(growing.lineId)).toEqual([{ text: 'साथियो, आज हम', removed: false }]);
    const late = await server.viewer();
    const { lines } = await late.send('caption:follow', { language: 'hi' });
    expect(lines.map(({ lineId }) => lineId)).toContain(growing.lineId);
  });

  it('of an older state, and partial ones of a line that is final, change nothing', async () => {
    const captioner = await server.withRole('captioner');
    const final = line('The road is built', { language: 'en', revision: 5 });
    await captioner.send('caption:write', final);
    const older = await captioner.send('caption:write', { ...final, text: 'The rod', revision: 4 });
    const partial = await captioner.send('caption:write', { ...final, text: 'The', revision: 6, final: false });
    expect([older.text, partial.text]).toEqual([final.text, final.text]);
    const corrected = await captioner.send('caption:write', { ...final, text: 'The road was built', revision: 7 });
    expect(corrected.at).toBe(older.at);
    expect(await stored(final.lineId)).toEqual([{ text: 'The road was built', removed: false }]);
  });

  it('have their place on the stream’s clock, however late they come', async () => {
    const captioner = await server.withRole('captioner');
    const reader = await server.viewer();
    await reader.send('caption:follow', { language: 'bho' });
    const base = Date.now();
    const said = [-20_000, -4_000, -12_000].map((before) =>
      line(`Said ${-before} ms ago`, { language: 'bho', at: base + before }),
    );
    for (const one of said) await captioner.send('caption:write', one);
    const lines = await read('bho', base - 15_000, base);
    expect(lines.map(({ at }) => at - base)).toEqual([-12_000, -4_000]);
    const told = await reader.waitFor('caption:changed', ({ lineId }) => lineId === said[2]!.lineId);
    expect(told.at).toBe(base - 12_000);
    for (const at of [base + 60_000, base - 3_600_000]) {
      await expect(captioner.send('caption:write', line('When?', { at }))).rejects.toMatchObject({
        code: 'invalid-payload',
      });
    }
  });

  it('are taken down for everyone, and do not come back', async () => {
    const captioner = await server.withRole('captioner');
    const moderator = await server.withRole('moderator');
    const reader = await server.viewer();
    await reader.send('caption:follow', { language: 'hi' });
    const wrong = line('ग़लत बात');
    await captioner.send('caption:write', wrong);
    await moderator.send('caption:remove', { lineId: wrong.lineId });
    await reader.waitFor('caption:removed', ({ lineId }) => lineId === wrong.lineId);
    await expect(captioner.send('caption:write', wrong)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stored(wrong.lineId)).toEqual([{ text: 'ग़लत बात', removed: true }]);
    const { lines } = await reader.send('caption:follow', { language: 'hi' });
    expect(lines.map(({ lineId }) => lineId)).not.toContain(wrong.lineId);
    await expect(reader.send('caption:remove', { lineId: wrong.lineId })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('come from nobody whose role was taken, from that moment on', async () => {
    const captioner = await server.withRole('captioner');
    await captioner.send('caption:write', line('Still allowed'));
    const grants = await organiser.get<{ id: string; identityId: string }[]>(`/api/rallies/${rallyId}/grants`);
    const { id } = grants.find(({ identityId }) => identityId === captioner.identityId)!;
    await organiser.delete(`/api/rallies/${rallyId}/grants/${id}`);
    await expect(captioner.send('caption:write', line('No more'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(captioner.post(`/api/rallies/${rallyId}/captions`, line('Nor so'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('come no faster than a person speaks, and no longer than two rows', async () => {
    const captioner = await server.withRole('captioner');
    await expect(captioner.send('caption:write', line('x'.repeat(201)))).rejects.toMatchObject({
      code: 'invalid-payload',
    });
    const fates = await Promise.allSettled(
      Array.from({ length: captionBurst + 20 }, (_, nth) =>
        captioner.send('caption:write', line(`Number ${nth}`, { language: 'ta', final: false })),
      ),
    );
    const refused = fates.filter((fate) => fate.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate-limited' });
  });

  it('come from outside with a key, until it is withdrawn', async () => {
    const reader = await server.viewer();
    await reader.send('caption:follow', { language: 'en' });
    const { id, key } = await newKey();
    const one = { lineId: randomUUID(), text: 'Friends, today we meet', final: true };
    expect((await feed(key, one)).status).toBe(200);
    expect(await reader.waitFor('caption:changed', ({ lineId }) => lineId === one.lineId)).toMatchObject({
      language: 'en',
      text: one.text,
    });
    for (const wrong of [null, 'rubbish']) {
      const refused = await feed(wrong, one);
      expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
        403,
        'caption-key-wrong',
      ]);
    }
    const listed = await organiser.get<CaptionKeyView[]>(`/api/rallies/${rallyId}/caption-keys`);
    expect(listed.find((entry) => entry.id === id)).toMatchObject({ label: 'Caption service', key: null });
    expect(await server.sql('select 1 from caption_keys where encode(key_hash, $1) like $2', ['escape', key])).toEqual(
      [],
    );
    await organiser.delete(`/api/rallies/${rallyId}/caption-keys/${id}`);
    expect((await feed(key, { ...one, lineId: randomUUID() })).status).toBe(403);
  });

  it('have no more keys than services write', async () => {
    const before = await organiser.get<CaptionKeyView[]>(`/api/rallies/${rallyId}/caption-keys`);
    const made = await Promise.all(Array.from({ length: maxCaptionKeys - before.length }, () => newKey()));
    await expect(newKey()).rejects.toMatchObject({ code: 'caption-keys-full' });
    for (const { id } of made) await organiser.delete(`/api/rallies/${rallyId}/caption-keys/${id}`);
    await newKey();
  });

  it('are taken off by the producer, with what is not finished, until they are on again', async () => {
    const reader = await server.viewer();
    await reader.send('caption:follow', { language: 'bn' });
    const growing = line('আমরা', { language: 'bn', final: false });
    await organiser.send('caption:write', growing);
    expect((await organiser.send('caption:direct', { language: 'bn', on: false })).off).toEqual(['bn']);
    await reader.waitFor('caption:removed', ({ lineId }) => lineId === growing.lineId);
    const another = line('আজ', { language: 'bn' });
    await expect(organiser.send('caption:write', another)).rejects.toMatchObject({ code: 'captions-off' });
    await server.restart();
    organiser.close();
    await organiser.enter(demoSlug);
    expect((await organiser.send('caption:tracks', {})).off).toEqual(['bn']);
    await organiser.send('caption:direct', { language: 'bn', on: true });
    expect(await organiser.send('caption:write', another)).toMatchObject({ text: another.text, final: true });
    await expect(
      (await server.viewer()).sendRaw('caption:direct', { language: 'bn', on: false }),
    ).resolves.toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('and keys are there again after a restart', async () => {
    const { key } = await newKey();
    const kept = line('Kept over a restart', { language: 'en' });
    await organiser.send('caption:write', kept);
    await server.restart();
    const lines = await read('en', Date.now() - 60_000, Date.now() + 1000);
    expect(lines.map(({ text }) => text)).toContain(kept.text);
    expect((await feed(key, { lineId: randomUUID(), text: 'And the key too', final: true })).status).toBe(200);
  });
});
