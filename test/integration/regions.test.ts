import type { PinView, RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { RegionsService } from '@sammelan/server/regions/regions.service.js';
import { TestServer } from '../support/test-server.js';

describe('regions', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it("seeds the demo with Bihar's 38 districts, their blocks, and booths below one of them", () => {
    const regions = server.get(RegionsService);
    expect(regions.childrenOf('/').map((node) => node.code)).toEqual(['BR']);
    expect(regions.childrenOf('/BR/')).toHaveLength(38);
    expect(regions.byCode('BR-GAYA')).toMatchObject({
      path: '/BR/BR-GAYA/',
      level: 1,
      name: { en: 'Gaya', hi: 'गया' },
    });
    const booth = regions.byCode('BR-GAYA-BODH-GAYA-B101')!;
    expect(booth.level).toBe(4);
    expect(regions.ancestors(booth.path).map((node) => node.name.en)).toEqual([
      'Bihar',
      'Gaya',
      'Bodh Gaya',
      'Panchayat 1',
    ]);
  });

  it('places a caller by the code in their link, and lets them in without one where it is unknown', async () => {
    const placed = await server.viewer('BR-GAYA');
    const lost = await server.viewer('BR-ATLANTIS');
    expect(placed.connected && lost.connected).toBe(true);
  });
});

describe("the citizen's picker", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  const get = async <T>(path: string): Promise<T> => (await (await fetch(server.url + path)).json()) as T;
  const names = async (query: string): Promise<string[]> =>
    (await get<RegionView[]>(`/api/regions/public?${query}`)).map(({ name }) => name.en ?? '');

  it('walks down the tree by name, in the order of the reader’s language', async () => {
    expect(await names('')).toEqual(['Bihar']);
    const english = await names('parent=BR');
    expect(english.slice(0, 3)).toEqual(['Araria', 'Arwal', 'Aurangabad']);
    const hindi = await get<RegionView[]>('/api/regions/public?parent=BR&language=hi');
    expect(hindi[0]).toMatchObject({ name: { hi: 'अररिया' }, hasChildren: true, parentPath: '/BR/' });
    expect(hindi.map(({ name }) => name.hi)).toEqual(
      [...hindi.map(({ name }) => name.hi!)].sort(new Intl.Collator('hi-IN').compare),
    );
  });

  it('finds a place in either script, below a region if asked', async () => {
    expect((await names('search=gaya'))[0]).toBe('Gaya');
    expect(await names(`search=${encodeURIComponent('बोध')}`)).toEqual(['Bodh Gaya']);
    expect(await names('search=bodhgaya&parent=BR-GAYA')).toContain('Bodh Gaya');
    expect(await names('search=bodhgaya&parent=BR-PATNA')).toEqual([]);
    expect(await names('search=BR-PATNA')).toContain('Patna');
  });

  it('answers fast, with leave to keep the answer for a while', async () => {
    const response = await fetch(`${server.url}/api/regions/public?parent=BR`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('etag')).toBeTruthy();
  });

  it('knows the district of a PIN code, and the block where the post office names one', async () => {
    const { regions } = await get<PinView>('/api/regions/pin/823001');
    expect(regions[0]).toMatchObject({ code: 'BR-GAYA' });
    const kaimur = await get<PinView>('/api/regions/pin/821101');
    expect(kaimur.regions.map(({ code }) => code)).toEqual(expect.arrayContaining(['BR-KAIMUR', 'BR-KAIMUR-BHABUA']));
    expect((await get<PinView>('/api/regions/pin/110001')).regions).toEqual([]);
  });

  it.each(['000000', '12345', '8230011', '99999', 'abcdef', '999999', '%27%3B--'])('knows no PIN %s', async (pin) => {
    const response = await fetch(`${server.url}/api/regions/pin/${pin}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  it.each([
    ['parent=br', 400],
    ['parent=XX', 404],
    ['language=fr', 400],
    ['search=', 400],
    ['parent=BR&parent=BR', 400],
    ['limit=1', 400],
  ])('refuses ?%s', async (query, status) => {
    expect((await fetch(`${server.url}/api/regions/public?${query}`)).status).toBe(status);
  });
});
