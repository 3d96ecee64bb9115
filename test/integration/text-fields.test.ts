import { ModulesContainer } from '@nestjs/core';
import { hostileFields } from '../support/hostile-fields.js';
import { hostileCount, hostileNumber, hostileText } from '../support/hostile-texts.js';
import { textFields } from '../support/text-fields.js';
import { TestServer } from '../support/test-server.js';

describe('every field that takes text', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ DEMO: 'off' });
  });
  afterAll(() => server.stop());

  it('has a way in which `npm run xss` proves it, or a reason why nobody ever sees it', () => {
    const fields = textFields(server.get(ModulesContainer));
    expect(fields.filter((field) => !(field in hostileFields))).toEqual([]);
    expect(Object.keys(hostileFields).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it('gets a thousand different texts, each whole and known by its number', () => {
    const texts = Array.from({ length: hostileCount }, (_, n) => hostileText(700_000 + n, 500));
    expect(new Set(texts).size).toBe(1000);
    for (const max of [40, 60, 80, 120]) {
      const short = Array.from({ length: 1000 }, (_, n) => hostileText(700_000 + n, max));
      expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(max);
      const numbers = short.map((text) => [...text.matchAll(hostileNumber)][0]?.[1]);
      expect(numbers).toEqual(short.map((_, n) => String(700_000 + n)));
    }
  });
});
