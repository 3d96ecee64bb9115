import type { Role } from '@sammelan/shared/access/access.rules.js';
import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { TestClient } from './test-client.js';
import { demoSlug, type TestServer } from './test-server.js';

/** Somebody of whom it is known what they hold; `role` is what that makes of them in the demo rally. */
export interface Person {
  title: string;
  role: Role;
  /** Where the role is held: the demo rally, or all of the organisation. */
  wide: boolean;
  client: TestClient;
}

/** One of each kind that can come to the demo rally, those with a role elsewhere or no longer among them. */
export async function everyKindOfPerson(server: TestServer): Promise<Person[]> {
  const owner = await server.organiser();
  const other = await owner.post<RallyView>('/api/rallies', { title: { en: 'Another rally' }, slug: 'another-rally' });
  await owner.post(`/api/rallies/${other.id}/state`, { to: 'open' });
  const holder = async (path: string, role: Role): Promise<TestClient> => {
    const invite = await owner.post<InviteView>(path, { role, label: `A ${role}` });
    const client = await server.withLink(invite.url);
    client.close();
    await client.enter(demoSlug);
    return client;
  };
  const demo = await owner.get<RallyView>(`/api/rallies/public/${demoSlug}`);
  const inDemo = `/api/rallies/${demo.id}/invites`;
  const revoked = await holder(inDemo, 'producer');
  const grants = await owner.get<{ id: string; identityId: string }[]>(`/api/rallies/${demo.id}/grants`);
  const grant = grants.find(({ identityId }) => identityId === revoked.identityId)!;
  await owner.delete(`/api/rallies/${demo.id}/grants/${grant.id}`);
  return [
    { title: 'an owner', role: 'owner', wide: true, client: owner },
    { title: 'a producer', role: 'producer', wide: false, client: await holder(inDemo, 'producer') },
    {
      title: 'a producer of everything',
      role: 'producer',
      wide: true,
      client: await holder('/api/invites', 'producer'),
    },
    { title: 'a moderator', role: 'moderator', wide: false, client: await holder(inDemo, 'moderator') },
    { title: 'a speaker', role: 'speaker', wide: false, client: await holder(inDemo, 'speaker') },
    { title: 'a viewer', role: 'viewer', wide: false, client: await server.viewer('BR-GAYA') },
    {
      title: 'a producer of another rally',
      role: 'viewer',
      wide: false,
      client: await holder(`/api/rallies/${other.id}/invites`, 'producer'),
    },
    { title: 'a producer who was dismissed', role: 'viewer', wide: false, client: revoked },
  ];
}
