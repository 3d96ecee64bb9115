import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSessionKeys } from './session-key.js';
import { TokensService } from './tokens.service.js';

const claims = { identityId: 'an-identity', deviceId: 'a-device', name: 'Viewer from Gaya', sessionId: 'a-session' };
const days = 24 * 3600 * 1000;

describe('session tokens', () => {
  let dataDir: string;
  let tokens: TokensService;
  /** A process that has seen none of the tokens yet. */
  const another = async (): Promise<TokensService> => new TokensService(await loadSessionKeys(dataDir));

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sammelan-tokens-'));
    tokens = await another();
  });
  afterEach(async () => {
    jest.useRealTimers();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are read the same the first time and every time after', async () => {
    const { token } = await tokens.signSession(claims);
    const fresh = await another();
    for (const service of [tokens, fresh, fresh]) expect(await service.readSession(token)).toEqual(claims);
  });

  it('are refused with another signature or other claims, however often the genuine one was read', async () => {
    const { token } = await tokens.signSession(claims);
    await tokens.readSession(token);
    const [head, body, signature] = token.split('.') as [string, string, string];
    const other = (await tokens.signSession({ ...claims, identityId: 'somebody-else' })).token.split('.');
    for (const forged of [`${head}.${body}.${other[2]}`, `${head}.${other[1]}.${signature}`, `${head}.${body}.`]) {
      await expect(tokens.readSession(forged)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('expire also for those who have read them before', async () => {
    const { token, expiresAt } = await tokens.signSession(claims);
    await tokens.readSession(token);
    jest.useFakeTimers({ now: Date.parse(expiresAt) + days, advanceTimers: true });
    await expect(tokens.readSession(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(tokens.readSession(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
