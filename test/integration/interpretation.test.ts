import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { placesPerBooth } from '@sammelan/shared/interpretation/interpretation.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('interpretation', () => {
  let server: TestServer;
  let producer: TestClient;
  let viewer: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    server = await TestServer.start();
    producer = await server.organiser();
    viewer = await server.viewer();
    rallyId = (await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(() => server.stop());

  const invited = async (language?: SpokenLanguage): Promise<TestClient> => {
    const invite = { role: 'interpreter', label: 'Interpreter', ...(language ? { language } : {}) };
    return server.withLink((await producer.post<{ url: string }>(`/api/rallies/${rallyId}/invites`, invite)).url);
  };
  const heardIn = async (language: SpokenLanguage): Promise<string | undefined> =>
    (await viewer.send('interpretation:channels', {})).channels.find((one) => one.language === language)?.seatId;

  it('is heard from the first in a booth; a colleague takes over, and again whoever is left', async () => {
    const [first, second] = [await invited(), await invited()];
    await producer.send('interpretation:booths', {});
    const one = await first.send('interpretation:enter', { language: 'en' });
    expect(one).toMatchObject({ muted: false, sending: false });
    await viewer.waitFor('interpretation:changed', ({ channels }) =>
      channels.some(({ seatId }) => seatId === one.seatId),
    );
    const two = await second.send('interpretation:enter', { language: 'en' });
    expect(await heardIn('en')).toBe(one.seatId);
    await second.send('interpretation:take', {});
    expect(await heardIn('en')).toBe(two.seatId);
    await first.send('interpretation:mute', { muted: true });
    const seen = await producer.waitFor('interpretation:booths-changed', ({ booths }) =>
      booths.some(({ interpreters }) => interpreters.some(({ muted }) => muted)),
    );
    expect(seen.booths).toMatchObject([
      { language: 'en', open: true, activeSeatId: two.seatId, interpreters: [{ name: 'Interpreter' }, {}] },
    ]);
    await second.send('interpretation:leave', {});
    expect(await heardIn('en')).toBe(one.seatId);
    await first.send('interpretation:leave', {});
    expect(await heardIn('en')).toBeUndefined();
  });

  it('into the language of the invitation and no other', async () => {
    const interpreter = await invited('bn');
    await expect(interpreter.send('interpretation:enter', { language: 'en' })).rejects.toMatchObject({
      code: 'booth-language',
      details: { data: { language: 'bn' } },
    });
    await interpreter.send('interpretation:enter', { language: 'bn' });
    expect(await heardIn('bn')).toBeDefined();
  });

  it('keeps the place of one whose connection broke, in another tab too', async () => {
    const interpreter = await invited();
    const before = await interpreter.send('interpretation:enter', { language: 'ta' });
    interpreter.close();
    await interpreter.enter(demoSlug);
    const after = await interpreter.send('interpretation:enter', { language: 'ta' });
    expect(after.seatId).toBe(before.seatId);
    expect(await heardIn('ta')).toBe(before.seatId);
  });

  it('is closed and opened by the producer, who sees who is there', async () => {
    const interpreter = await invited();
    await interpreter.send('interpretation:enter', { language: 'mr' });
    await producer.send('interpretation:direct', { language: 'mr', open: false });
    expect(await heardIn('mr')).toBeUndefined();
    const { booths } = await producer.send('interpretation:direct', { language: 'mr', open: true });
    expect(booths.find(({ language }) => language === 'mr')?.interpreters).toHaveLength(1);
    expect(await heardIn('mr')).toBeDefined();
    await expect(producer.send('interpretation:direct', { language: 'kok', open: true })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('has no more places than people take turns', async () => {
    const people = await Promise.all(Array.from({ length: placesPerBooth + 1 }, () => invited()));
    const fates = await Promise.allSettled(people.map((one) => one.send('interpretation:enter', { language: 'te' })));
    const refused = fates.filter((fate) => fate.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toMatchObject({ code: 'booth-full' });
  });

  it('outlasts the server: places, who is heard, who is muted, what is closed', async () => {
    const [first, second] = [await invited(), await invited()];
    const one = await first.send('interpretation:enter', { language: 'kn' });
    const two = await second.send('interpretation:enter', { language: 'kn' });
    await second.send('interpretation:take', {});
    await first.send('interpretation:mute', { muted: true });
    await producer.send('interpretation:direct', { language: 'kn', open: false });
    await server.restart();
    for (const client of [first, second, producer, viewer]) {
      client.close();
      await client.enter(demoSlug);
    }
    const boothIn = async () =>
      (await producer.send('interpretation:booths', {})).booths.find(({ language }) => language === 'kn');
    expect(await boothIn()).toMatchObject({
      open: false,
      activeSeatId: two.seatId,
      interpreters: [
        { seatId: one.seatId, muted: true, connected: false },
        { seatId: two.seatId, muted: false, connected: false },
      ],
    });
    expect(await heardIn('kn')).toBeUndefined();
    expect(await first.send('interpretation:enter', { language: 'kn' })).toMatchObject({
      seatId: one.seatId,
      muted: true,
    });
    await producer.send('interpretation:direct', { language: 'kn', open: true });
    expect(await heardIn('kn')).toBe(two.seatId);
    await first.send('interpretation:leave', {});
    expect((await boothIn())?.interpreters.map(({ seatId }) => seatId)).toEqual([two.seatId]);
  });

  it('ends at once with the role', async () => {
    const interpreter = await invited();
    await interpreter.send('interpretation:enter', { language: 'gu' });
    const grants = await producer.get<{ id: string; identityId: string }[]>(`/api/rallies/${rallyId}/grants`);
    const { id } = grants.find(({ identityId }) => identityId === interpreter.identityId)!;
    await producer.delete(`/api/rallies/${rallyId}/grants/${id}`);
    expect(await interpreter.waitFor('interpretation:ended')).toEqual({ reason: 'revoked' });
    expect(await heardIn('gu')).toBeUndefined();
    await expect(interpreter.send('interpretation:open-transport', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
