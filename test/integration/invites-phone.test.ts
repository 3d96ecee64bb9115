import type { MeView, RedeemedView } from '@sammelan/shared/auth/auth.dto.js';
import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import type { CreateInviteDto, InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** The second factor of speakers and producers: the link, and the phone of whom it is for. */
describe('an invite for one phone', () => {
  let gateway: SmsGatewayServer;
  let server: TestServer;
  let owner: TestClient;
  let rallyId: string;
  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
    server = await TestServer.start(gateway.env);
    owner = await server.organiser();
    rallyId = (await owner.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterAll(async () => {
    await server.stop();
    await gateway.stop();
  });

  const phone = '+919812345678';
  const invite = (dto: Partial<CreateInviteDto> = {}): Promise<InviteView> =>
    owner.post(`/api/rallies/${rallyId}/invites`, { role: 'speaker', label: 'Speaker', phone: '98123 45678', ...dto });
  const redeem = (client: TestClient, { url }: InviteView): Promise<RedeemedView> =>
    client.post('/api/auth/redeem', { token: new URL(url).hash.slice(1) });
  const confirm = async (client: TestClient, number: string): Promise<void> => {
    const { requestId } = await client.post<CodeSentView>('/api/phone/code', { phone: number, language: 'en' });
    await client.post('/api/phone/confirm', { requestId, code: gateway.codeFor(number) });
  };

  it('gives its role to who confirms the phone, and to nobody who has the link alone', async () => {
    const link = await invite();
    expect(link.phoneLastTwo).toBe('78');
    expect(JSON.stringify(link)).not.toContain('98123');
    const forwarded = await server.somebody();
    const watching = {
      granted: false,
      role: 'viewer',
      reason: 'invite-phone',
      phoneLastTwo: '78',
      rallySlug: demoSlug,
    };
    expect(await redeem(forwarded, link)).toMatchObject(watching);
    await confirm(forwarded, '+919812345679');
    expect(await redeem(forwarded, link)).toMatchObject(watching);
    expect((await forwarded.get<MeView>('/api/auth/me')).grants).toEqual([]);
    // Nothing of it was used up.
    const meant = await server.somebody();
    await confirm(meant, phone);
    expect(await redeem(meant, link)).toMatchObject({ granted: true, role: 'speaker', phoneLastTwo: null });
    const [row] = await server.sql<{ used: number }>('select used from invites where id = $1', [link.id]);
    expect(row).toEqual({ used: 1 });
  });

  it('says that it is over before it asks for a phone', async () => {
    const link = await invite();
    await owner.delete(`/api/rallies/${rallyId}/invites/${link.id}`);
    expect(await redeem(await server.somebody(), link)).toMatchObject({ granted: false, reason: 'invite-revoked' });
  });

  it('is not made for what is no number', async () => {
    await expect(invite({ phone: '12345 6' })).rejects.toMatchObject({ code: 'phone-invalid' });
  });

  it('is the only kind for speakers and producers, where the organisation wants it so', async () => {
    const boss = await server.owner();
    await boss.patch('/api/organisation', { stagePhones: true });
    const plain = (role: CreateInviteDto['role']): Promise<InviteView> =>
      owner.post(`/api/rallies/${rallyId}/invites`, { role, label: 'Somebody' });
    for (const role of ['speaker', 'producer'] as const) {
      await expect(plain(role)).rejects.toMatchObject({
        code: 'invalid-payload',
        details: { fields: { phone: [expect.any(String)] } },
      });
      expect((await invite({ role })).phoneLastTwo).toBe('78');
    }
    expect((await plain('moderator')).phoneLastTwo).toBeNull();
    await boss.patch('/api/organisation', { stagePhones: false });
    expect((await plain('speaker')).phoneLastTwo).toBeNull();
  });
});
