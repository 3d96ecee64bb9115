import { createRequire } from 'node:module';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

const drawnLike = createRequire(__filename)('../../server/node_modules/unhomoglyph/data.json') as Record<
  string,
  string
>;

/** Everything that Unicode says is drawn like a letter. */
const twins = new Map<string, string[]>();
for (const [from, to] of Object.entries(drawnLike)) twins.set(to, [...(twins.get(to) ?? []), from]);

const leaders = ['Nirmala Singh', 'Akhil Anand Prasad', 'निर्मला सिंह', 'अखिल आनंद प्रसाद', 'Block Convenor Gaya'];

describe('display names', () => {
  let server: TestServer;
  let citizen: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    const organisationId = server.get(OrganisationService).id;
    for (const name of leaders.slice(0, 4)) {
      const { identityId } = await server.somebody();
      const role = leaders.indexOf(name) % 2 ? 'owner' : 'speaker';
      await server.get(GrantsService).give({ identityId, name, organisationId, role, rallyId: null, regionPath: '/' });
    }
    const organiser = await server.organiser();
    const { id } = await organiser.get<{ id: string }>('/api/rallies/public/bihar-mahasammelan');
    await organiser.post(`/api/rallies/${id}/invites`, { role: 'speaker', label: leaders[4] });
    citizen = await server.somebody();
  });
  afterAll(() => server.stop());

  const call = (name: string, client = citizen): Promise<string> =>
    client.post<{ name: string }>('/api/auth/name', { name }).then(
      (session) => `is now ${session.name}`,
      (error: { code: string }) => error.code,
    );

  /** Names that one reads as the leader's. */
  function lookAlikes(leader: string): string[] {
    const letters = [...leader];
    const replaced = (at: number, by: string): string => letters.map((one, nth) => (nth === at ? by : one)).join('');
    const found: string[] = [];
    letters.forEach((letter, at) => {
      for (const twin of (twins.get(letter) ?? []).slice(0, 12)) found.push(replaced(at, twin));
      for (const hidden of ['\u200b', '\u2060', '\ufeff', '\u00ad', '\u202e'])
        found.push(replaced(at, letter + hidden));
      if (/[a-z]/.test(letter)) found.push(replaced(at, `${letter}\u0323`), replaced(at, letter.toUpperCase()));
    });
    const wide = letters.map((one) => (/[!-~]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : one));
    const leet: Record<string, string> = { i: '1', l: '1', a: '4', o: '0', s: '5', e: '3' };
    found.push(
      ...[
        wide.join(''),
        leader.toUpperCase(),
        leader.toLowerCase(),
        leader.replaceAll(' ', ''),
        leader.replaceAll(' ', '.'),
      ],
      ...[`${leader} ji`, `Smt. ${leader}`, `${leader} (Official)`, `श्री ${leader}`, `${leader} जी`, `Real ${leader}`],
      ...[leader.split(' ').reverse().join(' '), leader.replaceAll(' ', '  '), ` ${leader} `, letters.join('\u200d')],
      ...[
        leader.replace(/[ilaose]/g, (one) => leet[one]!),
        leader.replaceAll('m', 'rn'),
        `${leader} ✓`,
        `👑 ${leader}`,
      ],
      ...[
        leader.replaceAll('ि', 'ी'),
        leader.replaceAll('ं', 'ँ'),
        leader.replaceAll('र', 'ऱ'),
        leader.replaceAll('ा', 'ाा'),
      ],
    );
    return [...new Set(found)].filter((name) => name.length <= 40);
  }

  it('look like no speaker, no organiser and no speaker who is expected: 500 tries', async () => {
    const names = leaders.flatMap(lookAlikes);
    expect(names.length).toBeGreaterThan(500);
    const passed: string[] = [];
    for (const name of names) {
      const answer = await call(name);
      if (!['name-reserved', 'name-unusable', 'invalid-payload'].includes(answer)) passed.push(`${name}: ${answer}`);
    }
    expect(passed).toEqual([]);
  });

  it.each(['Jan Sammelan', 'JAN SAMMELAN Official', 'Jan 5ammelan', 'Organiser', 'speaker'])(
    'are not those of the organisation and its desk: %s',
    async (name) => {
      expect(await call(name)).toBe('name-reserved');
    },
  );

  it.each([
    'Nirmala Devi',
    'Akhil',
    'Anand Prasad',
    'Singh',
    'निर्मला देवी',
    'आनंद',
    'Viewer from Gaya',
    'क्‍षमा शर्मा',
    "D'Souza",
    'আনন্দ',
    'ரவி குமார்',
    'राम-श्याम',
    'A. P. J. Abdul',
    'मो. सलीम',
    'Asha देवी',
    'José',
  ])('may be anybody else’s: %s', async (name) => {
    expect(await call(name)).toBe(`is now ${name.normalize('NFKC')}`);
  });

  it.each(['♥♥♥', '..', '123', 'a', 'Аsha', 'Ashа Devi', '<b>Asha</b>', 'Asha😀', 'a\u0300\u0301\u0302\u0303\u0304b'])(
    'are letters of one script a word: %s is none',
    async (name) => {
      expect(['name-unusable', 'invalid-payload']).toContain(await call(name));
    },
  );

  it('are kept without what cannot be seen', async () => {
    expect(await call('Sushma\u200b\u2060  Kumari')).toBe('is now Sushma Kumari');
  });

  it('stay with whoever has them', async () => {
    const speaker = await server.speaker();
    expect(await call('Speaker', speaker)).toBe('is now Speaker');
    expect(await call('Nirmala Singh', speaker)).toBe('name-reserved');
    await speaker.send('stage:sit', { name: 'Nirmala Singh' }).then(
      () => expect('seated').toBe('refused'),
      (error: { code: string }) => expect(error.code).toBe('name-reserved'),
    );
  });

  it('are not shown of whoever took them before the speaker was appointed', async () => {
    const early = await server.somebody();
    early.use(await early.post<SessionView>('/api/auth/name', { name: 'Kamla Devi Yadav' }));
    await early.enter('bihar-mahasammelan');
    const organiser = await server.organiser();
    await organiser.send('question:configure', { open: true });
    const question = { clientId: crypto.randomUUID(), text: 'When is the road built?' };
    const { id: questionId } = await early.send('question:ask', question);
    await organiser.send('question:approve', { questionId });
    early.close();
    const { identityId } = await server.somebody();
    const organisationId = server.get(OrganisationService).id;
    const speaker = { identityId, name: 'Kamla Devi Yadav', organisationId, role: 'speaker', rallyId: null } as const;
    await server.get(GrantsService).give({ ...speaker, regionPath: '/' });
    // Anybody who says a name now makes it known here that there is another speaker.
    expect(await call('Kamla D. Yadav')).toBe('is now Kamla D. Yadav');
    await early.enter('bihar-mahasammelan');
    expect(await early.send('access:me', {})).toMatchObject({ name: null });
    const { questions } = await early.send('question:list', {});
    expect(questions.find(({ id }) => id === questionId)).toMatchObject({ authorName: null });
    early.close();
  });

  it('are theirs from the first moment for all who come by the same invitation', async () => {
    for (const nth of ['first', 'second', 'third']) {
      const speaker = await server.speaker();
      expect([nth, (await speaker.send('access:me', {})).name]).toEqual([nth, 'Speaker']);
    }
  });

  it('come free with the role', async () => {
    const organiser = await server.organiser();
    const grants = await organiser.get<{ id: string; name: string }[]>('/api/grants');
    const grant = grants.find(({ name }) => name === leaders[2])!;
    await organiser.delete(`/api/grants/${grant.id}`);
    expect(await call(leaders[2]!)).toBe(`is now ${leaders[2]}`);
  });
});
