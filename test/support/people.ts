import { randomUUID } from 'node:crypto';
import type { RedeemedView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { TestClient } from './test-client.js';

export const demoSlug = 'bihar-mahasammelan';

/** A fresh viewer's session, as a browser gets on its first visit. */
export async function openSession(client: TestClient): Promise<void> {
  client.use(await client.post<SessionView>('/api/auth/session', { deviceId: randomUUID() }));
}

/** Opens a link as a browser does: redeems its token, then enters the rally. */
export async function enterWithLink(client: TestClient, url: string): Promise<TestClient> {
  await openSession(client);
  const redeemed = await client.post<RedeemedView>('/api/auth/redeem', { token: new URL(url).hash.slice(1) });
  client.use(redeemed.session);
  await client.enter(redeemed.rallySlug ?? demoSlug);
  return client;
}
