import type { Role } from '@sammelan/shared/access/access.rules.js';
import type { MadeStreamKeyView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import { addSlide } from './slides.js';
import type { TestClient } from './test-client.js';
import type { TestServer } from './test-server.js';

export const gaya = '/BR/BR-GAYA/';
export const patna = '/BR/BR-PATNA/';

/** A rally with one of everything in it that an id may name. */
export interface RegionalRally {
  id: string;
  slug: string;
  /** The region it is for. */
  path: string;
  grantId: string;
  inviteId: string;
  pollId: string;
  messageId: string;
  /** Somebody from `path`'s first district who wrote the message. */
  identityId: string;
  seatId: string;
  /** Of a speaker who has no other way in. */
  streamKeyId: string;
  pushTargetId: string;
  /** Asked by `identityId`. */
  questionId: string;
  captionKeyId: string;
  slideId: string;
}

/** Somebody with one role over one region; `rallyId` null: in all rallies of it. */
export interface Holder {
  title: string;
  role: Role;
  path: string;
  rallyId: string | null;
  client: TestClient;
}

/** Rallies for everywhere, for Bihar, for Gaya and for Patna, and one holder of each role over a part of Bihar. */
export async function regionalWorld(server: TestServer): Promise<{ rallies: RegionalRally[]; holders: Holder[] }> {
  const owner = await server.organiser();
  const rallies: RegionalRally[] = [];
  const places = [
    ['everywhere', '/', 'BR-PATNA'],
    ['bihar', '/BR/', 'BR-PATNA'],
    ['gaya', gaya, 'BR-GAYA'],
    ['patna', patna, 'BR-PATNA'],
  ] as const;
  for (const [slug, path, district] of places) rallies.push(await makeRally(server, owner, slug, path, district));
  return { rallies, holders: await holdersIn(server, rallies[2]!.id) };
}

async function makeRally(
  server: TestServer,
  owner: TestClient,
  slug: string,
  path: string,
  district: string,
): Promise<RegionalRally> {
  const { id } = await owner.post<RallyView>('/api/rallies', {
    title: { en: slug },
    slug: `for-${slug}`,
    regionPath: path,
  });
  await owner.post(`/api/rallies/${id}/state`, { to: 'open' });
  const invite = await owner.post<InviteView>(`/api/rallies/${id}/invites`, {
    role: 'moderator',
    label: `Secret convenors of ${slug}`,
    regionPath: path,
    quota: 5,
  });
  const holder = await server.withLink(invite.url);
  const { key } = await owner.post<MadeStreamKeyView>(`/api/rallies/${id}/stream-keys`, { name: `Stage of ${slug}` });
  const target = await owner.post<PushTargetView>(`/api/rallies/${id}/push-targets`, {
    name: 'Elsewhere',
    url: 'rtmp://example.org/live',
    key: 'abc',
    rung: 'low',
  });
  const grants = await owner.get<{ id: string; identityId: string }[]>(`/api/rallies/${id}/grants`);
  owner.close();
  await owner.enter(`for-${slug}`);
  const poll: PollView = await owner.send('poll:draft', {
    kind: 'single',
    question: { en: 'Yes?' },
    options: [{ en: 'Yes' }, { en: 'No' }],
    results: 'live',
    changeable: false,
  });
  const citizen = await server.viewer(district, `for-${slug}`);
  const message = await citizen.send('chat:send', { room: 'rally', clientId: crypto.randomUUID(), text: 'Namaste' });
  await owner.send('question:configure', { open: true });
  const question = await citizen.send('question:ask', {
    clientId: crypto.randomUUID(),
    text: 'When is the road built?',
  });
  const captionKey = await owner.post<{ id: string }>(`/api/rallies/${id}/caption-keys`, {
    label: 'Caption service',
    language: 'hi',
  });
  return {
    id,
    slug: `for-${slug}`,
    path,
    grantId: grants.find(({ identityId }) => identityId === holder.identityId)!.id,
    inviteId: invite.id,
    pollId: poll.id,
    messageId: message.id,
    identityId: citizen.identityId,
    questionId: question.id,
    captionKeyId: captionKey.id,
    streamKeyId: key.id,
    pushTargetId: target.id,
    slideId: (await addSlide(owner, id)).id,
    seatId: await seatIn(server, id, `for-${slug}`),
  };
}

/** A seat in a rally's green room, for whoever asks for one that is not theirs. */
async function seatIn(server: TestServer, rallyId: string, slug: string): Promise<string> {
  const speaker = await server.somebody();
  await server.get(GrantsService).give({
    identityId: speaker.identityId,
    name: 'Speaker',
    organisationId: server.get(OrganisationService).id,
    role: 'speaker',
    rallyId,
    regionPath: '/',
  });
  await speaker.enter(slug);
  return (await speaker.send('stage:sit', {})).id;
}

async function holdersIn(server: TestServer, gayaRallyId: string): Promise<Holder[]> {
  const organisationId = server.get(OrganisationService).id;
  const hold = async (role: Role, path: string, rallyId: string | null = null): Promise<Holder> => {
    const client = await server.somebody();
    await server
      .get(GrantsService)
      .give({ identityId: client.identityId, name: `A ${role}`, organisationId, role, rallyId, regionPath: path });
    return { title: `${role} of ${path}${rallyId ? ' in one rally' : ''}`, role, path, rallyId, client };
  };
  return Promise.all([
    hold('state-organiser', '/BR/'),
    hold('district-organiser', gaya),
    hold('producer', gaya),
    hold('producer', gaya, gayaRallyId),
    hold('moderator', gaya),
    hold('moderator', gaya, gayaRallyId),
    hold('analyst', `${gaya}BR-GAYA-AMAS/`),
    hold('speaker', gaya, gayaRallyId),
  ]);
}
