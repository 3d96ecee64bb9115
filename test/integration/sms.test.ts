import { readConfig } from '@sammelan/server/config/config.js';
import { HttpSms } from '@sammelan/server/phones/sms/http-sms.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';

const message = { to: '+919812345678', code: '042042', text: '042042 is your code for "Kisan & Co".\nनमस्ते' };

describe('text messages over HTTP', () => {
  let gateway: SmsGatewayServer;
  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
  });
  afterAll(() => gateway.stop());

  const senderOf = (env: Record<string, string>): HttpSms =>
    new HttpSms(readConfig({ SMS: 'http', SMS_DLT_HEADER: 'SMMELN', ...env }).sms.gateway!);

  it('leave as a GET, everything in the address and escaped', async () => {
    await senderOf({
      SMS_METHOD: 'GET',
      SMS_URL: `${gateway.url}/push?to={number}&msg={text}&from={header}&pe={entityId}`,
    }).send(message);
    const { method, path, body } = gateway.taken.at(-1)!;
    const query = new URL(path, gateway.url).searchParams;
    expect([method, body]).toEqual(['GET', '']);
    expect(Object.fromEntries(query)).toEqual({ to: '919812345678', msg: message.text, from: 'SMMELN', pe: '' });
  });

  it('leave as a form', async () => {
    await senderOf({
      SMS_URL: gateway.url,
      SMS_HEADERS: '{"Content-Type":"application/x-www-form-urlencoded"}',
      SMS_BODY: 'To={to}&Body={text}',
    }).send(message);
    const form = new URLSearchParams(gateway.taken.at(-1)!.body);
    expect(Object.fromEntries(form)).toEqual({ To: message.to, Body: message.text });
  });

  it('leave as JSON that stays JSON, whatever the text holds', async () => {
    await senderOf({ SMS_URL: gateway.url, SMS_BODY: '{"messages":[{"to":"{to}","text":"{text}"}]}' }).send(message);
    const { body, headers } = gateway.taken.at(-1)!;
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({ messages: [{ to: message.to, text: message.text }] });
  });

  it('do not leave to a gateway that is not there, and that is said', async () => {
    const sender = senderOf({ SMS_URL: 'http://127.0.0.1:9/' });
    await expect(sender.send(message)).rejects.toMatchObject({ code: 'sms-failed' });
  });

  it.each([
    [{}, /SMS_URL must be set/],
    [{ SMS_URL: 'ftp://gateway.example' }, /SMS_URL/],
    [{ SMS_URL: 'https://g.example/?m={message}' }, /SMS_URL holds \{message\}; it may hold \{to\}/],
    [{ SMS_URL: 'https://g.example', SMS_BODY: '{"to":"{phone}"}' }, /SMS_BODY holds \{phone\}/],
    [{ SMS_URL: 'https://g.example', SMS_HEADERS: 'authorization: secret' }, /SMS_HEADERS must be a JSON object/],
    [{ SMS_URL: 'https://g.example', SMS_TEXT: 'Welcome' }, /SMS_TEXT must hold \{code\}/],
    [{ SMS_URL: 'https://g.example', SMS_DAILY_LIMIT: '0' }, /SMS_DAILY_LIMIT/],
    [{ SMS_URL: 'https://g.example', SMS_COUNTRY_CODE: '+91' }, /SMS_COUNTRY_CODE/],
  ])('are refused at the start where they are set wrongly: %j', (env, problem) => {
    expect(() => readConfig({ SMS: 'http', ...env } as Record<string, string>)).toThrow(problem);
  });
});
