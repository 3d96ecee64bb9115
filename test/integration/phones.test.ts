import { randomUUID } from 'node:crypto';
import type { CodeSentView, PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { PhonesService } from '@sammelan/server/phones/phones.service.js';
import { openPoll, tallyAndRecount, vote } from '../support/polls.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('confirming a phone', () => {
  let gateway: SmsGatewayServer;
  let server: TestServer;
  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
    server = await TestServer.start({ ...gateway.env, SMS_DAILY_LIMIT: '5000' });
  });
  afterAll(async () => {
    await server.stop();
    await gateway.stop();
  });

  let given = 0;
  /** A number that nobody in these tests has yet. */
  const newPhone = (): string => `+9198${String(10_000_000 + given++)}`;
  const ask = (client: TestClient, phone: string): Promise<CodeSentView> =>
    client.post('/api/phone/code', { phone, language: 'en' });
  const confirm = (client: TestClient, requestId: string, code: string): Promise<PhoneView> =>
    client.post('/api/phone/confirm', { requestId, code });
  const wrong = (code: string, nth = 1): string => String((Number(code) + nth) % 1_000_000).padStart(6, '0');
  async function verified(phone = newPhone()): Promise<TestClient> {
    const client = await server.somebody();
    const { requestId } = await ask(client, phone);
    await confirm(client, requestId, gateway.codeFor(phone));
    return client;
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'ok',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('takes six digits that came by text message, and shows two digits of the number', async () => {
    const client = await server.somebody();
    const phone = newPhone();
    expect(await client.get('/api/phone')).toEqual({ verified: false, lastTwo: null });
    const sent = await ask(client, phone.slice(3));
    expect(sent).toMatchObject({ expiresInMs: 180_000, lastTwo: phone.slice(-2) });
    const code = gateway.codeFor(phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(await confirm(client, sent.requestId, code)).toEqual({ verified: true, lastTwo: phone.slice(-2) });
    expect(await client.get('/api/phone')).toEqual({ verified: true, lastTwo: phone.slice(-2) });
    await server.restart();
    expect(await client.get('/api/phone')).toMatchObject({ verified: true });
  });

  it("sends through the gateway with India's DLT fields and its key, text escaped", async () => {
    await ask(await server.somebody(), newPhone());
    const { method, path, headers, body } = gateway.taken.at(-1)!;
    expect([method, path, headers.authorization]).toEqual(['POST', '/send', 'Bearer gateway-key']);
    expect(JSON.parse(body)).toMatchObject({
      sender: 'SMMELN',
      pe: '1101234567890123456',
      template: '1107654321098765432',
      text: expect.stringMatching(/^\d{6} is your code for Jan Sammelan\./) as string,
    });
  });

  it.each([[500], [302]])('says clearly that a message was not taken (%d)', async (status) => {
    const before = gateway.taken.length;
    gateway.status = status;
    expect(await codeOf(ask(await server.somebody(), newPhone()))).toBe('sms-failed');
    gateway.status = 200;
    expect(gateway.taken).toHaveLength(before + 1);
  });

  it.each(['12345678', '+91 22 2654 1234', 'नौ आठ सात छह', '9'.repeat(20)])(
    'takes no number like %s',
    async (phone) => {
      expect(await codeOf(ask(await server.somebody(), phone))).toBe('phone-invalid');
    },
  );

  it('stores neither the number nor the code', async () => {
    const phone = newPhone();
    await ask(await server.somebody(), phone);
    const rows = await server.sql<{ row: string }>(`select row_to_json(c)::text as row from phone_codes c`);
    const national = phone.slice(3);
    const hex = Buffer.from(national).toString('hex');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      expect(row).not.toContain(national);
      expect(row).not.toContain(hex);
      expect(row).not.toContain(Buffer.from(gateway.codeFor(phone)).toString('hex'));
    }
  });

  describe('a code', () => {
    it('works for the request, session and device that asked, once', async () => {
      const phone = newPhone();
      const [asker, stranger] = [await server.somebody(), await server.somebody()];
      const first = await ask(asker, phone);
      const firstCode = gateway.codeFor(phone);
      const second = await ask(asker, phone);
      const secondCode = gateway.codeFor(phone);
      expect(await codeOf(confirm(stranger, second.requestId, secondCode))).toBe('code-expired');
      if (firstCode !== secondCode) {
        expect(await codeOf(confirm(asker, second.requestId, firstCode))).toBe('code-wrong');
      }
      expect(await codeOf(confirm(asker, randomUUID(), secondCode))).toBe('code-expired');
      expect(await codeOf(confirm(asker, second.requestId, secondCode))).toBe('ok');
      expect(await codeOf(confirm(asker, second.requestId, secondCode))).toBe('code-expired');
      expect(await codeOf(confirm(asker, first.requestId, firstCode))).toBe('ok');
    });

    it('is good for three minutes', async () => {
      const client = await server.somebody();
      const phone = newPhone();
      const { requestId } = await ask(client, phone);
      const [{ seconds }] = (await server.sql<{ seconds: number }>(
        'select extract(epoch from expires_at - sent_at)::float8 as seconds from phone_codes where id = $1',
        [requestId],
      )) as [{ seconds: number }];
      expect(Math.round(seconds)).toBe(180);
      await server.sql("update phone_codes set expires_at = now() - interval '1 second' where id = $1", [requestId]);
      expect(await codeOf(confirm(client, requestId, gateway.codeFor(phone)))).toBe('code-expired');
    });

    it('takes five guesses, however many come at once, and says how many are left', async () => {
      const client = await server.somebody();
      const phone = newPhone();
      const { requestId } = await ask(client, phone);
      const code = gateway.codeFor(phone);
      await expect(confirm(client, requestId, wrong(code))).rejects.toMatchObject({ details: { data: { left: 4 } } });
      const guesses = Array.from({ length: 1000 }, (_, nth) =>
        codeOf(confirm(client, requestId, wrong(code, nth + 2))),
      );
      const answers = await Promise.all(guesses);
      expect(answers.filter((answer) => answer === 'code-wrong')).toHaveLength(3);
      expect(answers.filter((answer) => answer === 'code-expired')).toHaveLength(997);
      expect(await codeOf(confirm(client, requestId, code))).toBe('code-expired');
    });
  });

  describe('limits', () => {
    const countFor = (phone: string): number =>
      gateway.taken.filter(({ body }) => (JSON.parse(body) as { to: string }).to === phone).length;

    it('a number to three in ten minutes and eight a day, from however many devices at once', async () => {
      const phone = newPhone();
      const askers = await Promise.all(Array.from({ length: 12 }, () => server.somebody()));
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(askers.map((asker) => codeOf(ask(asker, phone))));
        expect(new Set(answers)).toEqual(new Set(round < 3 ? ['ok', 'code-limit'] : ['code-limit']));
        expect(countFor(phone)).toBe([3, 6, 8, 8, 8][round]);
        await server.sql("update phone_codes set sent_at = sent_at - interval '11 minutes'");
      }
      await server.sql("update phone_codes set sent_at = sent_at - interval '1 day'");
      expect(await codeOf(ask(askers[0]!, phone))).toBe('ok');
    });

    it('a device to six in ten minutes, whatever the numbers, and says when to come back', async () => {
      const client = await server.somebody();
      for (let nth = 0; nth < 6; nth++) await ask(client, newPhone());
      await expect(ask(client, newPhone())).rejects.toMatchObject({
        code: 'code-limit',
        details: { data: { minutes: 10 } },
      });
    });

    it('2,000 requests for 20 numbers to three each', async () => {
      const phones = Array.from({ length: 20 }, newPhone);
      const askers = await Promise.all(Array.from({ length: 100 }, () => server.somebody()));
      for (const phone of phones) await Promise.all(askers.map((asker) => codeOf(ask(asker, phone))));
      const counts = phones.map(countFor);
      expect(Math.max(...counts)).toBeLessThanOrEqual(3);
      expect(Math.min(...counts)).toBeGreaterThan(0);
    });

    it('the day to what the operator pays for', async () => {
      await server.sql('update sms_spending set sent = 4998');
      const askers = await Promise.all(Array.from({ length: 10 }, () => server.somebody()));
      const answers = await Promise.all(askers.map((asker) => codeOf(ask(asker, newPhone()))));
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(2);
      expect(answers.filter((answer) => answer === 'sms-limit')).toHaveLength(8);
      await server.sql('update sms_spending set sent = 0');
    });
  });

  describe('shared in a family', () => {
    it('gives several profiles and one voter key', async () => {
      const phone = newPhone();
      const [mother, son] = [await verified(phone), await verified(phone)];
      const stranger = await verified();
      const phones = server.get(PhonesService);
      const keyOf = async (client: TestClient) => (await phones.voterKeyOf(client.identityId)).key;
      expect(await keyOf(mother)).toBe(await keyOf(son));
      expect(await keyOf(stranger)).not.toBe(await keyOf(son));
      const guest = await server.somebody();
      expect(await phones.voterKeyOf(guest.identityId)).toEqual({ key: guest.identityId, verified: false });
      const phoneId = await phones.phoneIdOf(mother.identityId);
      expect((await phones.identitiesOf(phoneId!)).sort()).toEqual([mother.identityId, son.identityId].sort());
    });

    it('casts one ballot a number, whoever of them votes and however often', async () => {
      const phone = newPhone();
      const family = [await verified(phone), await verified(phone), await verified(phone)];
      const organiser = await server.organiser();
      const { id } = await openPoll(organiser);
      for (const client of family) await client.enter(demoSlug, 'BR-GAYA');
      const votes = family.flatMap((client) => Array.from({ length: 15 }, () => codeOf(vote(client, id, [0]))));
      const answers = await Promise.all(votes);
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
      const { tally, recount } = await tallyAndRecount(server, id);
      expect(Object.values(recount).map(({ voters }) => voters)).toEqual([1]);
      expect(tally).toEqual(recount);
      for (const client of family) {
        const [poll] = (await client.send('poll:list', {})).filter((one) => one.id === id);
        expect(poll?.myBallot?.choices).toEqual([0]);
      }
      organiser.close();
    });

    it('leaves the ballot of who voted before confirming their only one', async () => {
      const organiser = await server.organiser();
      const { id } = await openPoll(organiser);
      const citizen = await server.viewer();
      await vote(citizen, id, [1]);
      const phone = newPhone();
      const { requestId } = await ask(citizen, phone);
      await confirm(citizen, requestId, gateway.codeFor(phone));
      expect(await codeOf(vote(citizen, id, [0]))).toBe('ballot-final');
      organiser.close();
    });

    it('takes ten profiles and no eleventh, even at once', async () => {
      const phone = newPhone();
      const codes: [TestClient, string, string][] = [];
      for (let nth = 0; nth < 12; nth++) {
        const client = await server.somebody();
        const { requestId } = await ask(client, phone);
        codes.push([client, requestId, gateway.codeFor(phone)]);
        await server.sql(
          "update phone_codes set sent_at = sent_at - interval '1 day' where sent_at > now() - interval '1 minute'",
        );
      }
      const answers = await Promise.all(codes.map(([client, id, code]) => codeOf(confirm(client, id, code))));
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(10);
      expect(answers.filter((answer) => answer === 'phone-full')).toHaveLength(2);
    });
  });

  it('opens a chat that is for the verified', async () => {
    const organiser = await server.organiser();
    await organiser.send('chat:configure', { audience: 'verified' });
    const phone = newPhone();
    const citizen = await server.viewer('BR-GAYA');
    await citizen.send('chat:enter', { room: 'rally' });
    const say = () => codeOf(citizen.send('chat:send', { room: 'rally', clientId: randomUUID(), text: 'Namaste' }));
    expect(await say()).toBe('chat-not-allowed');
    const { requestId } = await ask(citizen, phone);
    await confirm(citizen, requestId, gateway.codeFor(phone));
    expect(await say()).toBe('ok');
    await organiser.send('chat:configure', { audience: 'everyone' });
  });
});
