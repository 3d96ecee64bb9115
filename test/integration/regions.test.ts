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
