import { behindOneAddress } from '../support/carrier-nat.js';
import { TestServer } from '../support/test-server.js';

describe('many people behind one address', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => server.stop());

  // `npm run nat` has 2,000 and 50.
  it('come in and are heard, all of them, whatever abusers on the same address do', async () => {
    const crowd = { viewers: 200, abusers: 5, arrivalsPerSecond: 50, actsPerSecond: 5 };
    const { admitted, chatted, refused, tried, reasons } = await behindOneAddress(server.url, crowd);
    expect({ admitted, chatted, reasons }).toEqual({ admitted: 200, chatted: 200, reasons: [] });
    // The abusers were at it, and were stopped for what they did themselves.
    expect(tried).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(tried / 4);
  });
});
