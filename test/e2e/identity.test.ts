import type { CDPSession, Page } from 'playwright-core';
import { stepOf, totpAt } from '@sammelan/server/accounts/totp.js';
import { TestBrowser } from '../support/browser.js';
import { axeProblems } from '../support/page-problems.js';
import { ServerProcess } from '../support/server-process.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import type { TestClient } from '../support/test-client.js';
import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { demoSlug } from '../support/people.js';
import { CitizenPerson } from './citizen-person.js';

const desk = { viewport: { width: 1440, height: 900 } };
const password = 'nine rivers and a well';

/** Chromium's own authenticator: makes and keeps passkeys, and its person always agrees. */
async function addAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

describe('who people are', () => {
  let gateway: SmsGatewayServer;
  let server: ServerProcess;
  let browser: TestBrowser;
  let organiser: TestClient;
  let links: { watch: string; organise: string };
  let origin: string;

  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
    // A name for an address: passkeys hang on one.
    [server, browser] = await Promise.all([
      ServerProcess.start({ ...gateway.env, HOST: '0.0.0.0' }),
      TestBrowser.launch(),
    ]);
    links = await server.demoLinks();
    ({ origin } = new URL(links.watch));
    organiser = await server.withLink(links.organise);
  });

  afterAll(async () => {
    organiser?.close();
    await browser?.close();
    await server?.stop();
    await gateway?.stop();
  });

  it('confirms a phone to write where that is asked for', async () => {
    await organiser.send('chat:configure', { audience: 'verified' });
    const citizen = await CitizenPerson.arrive(browser, links.watch);
    const { page } = citizen;
    await page.getByRole('button', { name: 'Confirm your phone' }).click();
    const number = page.getByRole('textbox', { name: 'Mobile number' });
    await number.fill('98765');
    expect(await page.getByRole('button', { name: 'Send me the code' }).isDisabled()).toBe(true);
    await number.fill('1234567890');
    await page.getByRole('button', { name: 'Send me the code' }).click();
    await page.getByText('This is not a mobile number.').waitFor();
    await number.fill('९८७६५ ४३२१०');
    await page.getByRole('button', { name: 'Send me the code' }).click();
    const code = page.getByRole('textbox', { name: 'Code from the message' });
    await code.waitFor();
    await page.getByText('the number that ends in 10').waitFor();
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await axeProblems(page)).toEqual([]);
    const sent = gateway.codeFor('+919876543210');
    await code.fill(String((Number(sent) + 1) % 1_000_000).padStart(6, '0'));
    await page.getByText('4 tries left').waitFor();
    await page.getByRole('button', { name: /New code in 0:\d\d/ }).waitFor();
    await code.fill(sent);
    await page.getByText('Your phone is confirmed. You can write now.').waitFor();
    await citizen.write('Namaste from Gaya', 'Viewer from Gaya');
    await page.context().close();
  });

  it('lets in whoever has the link and the phone that it is for; who has the link alone may watch', async () => {
    const desktop = await browser.person(desk);
    await desktop.goto(links.organise);
    await desktop.waitForURL(/\/console/);
    await desktop.goto(`${origin}/console/rallies/${demoSlug}/invites`);
    await desktop.getByRole('button', { name: 'New invite' }).click();
    await desktop.getByRole('textbox', { name: 'For whom' }).fill('Speaker from Arrah');
    await desktop.getByRole('textbox', { name: 'Mobile number (optional)' }).fill('98123 45678');
    expect(await axeProblems(desktop)).toEqual([]);
    await desktop.getByRole('button', { name: 'Make the link' }).click();
    await desktop.getByText('only with the phone ••78').waitFor();
    const rally = await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    const invites = await organiser.get<InviteView[]>(`/api/rallies/${rally.id}/invites`);
    const { url } = invites.find(({ label }) => label === 'Speaker from Arrah')!;

    const phone = await browser.person();
    await phone.goto(url);
    await phone.getByText('for the phone number that ends in 78').waitFor();
    expect(await axeProblems(phone)).toEqual([]);
    const confirm = async (number: string) => {
      await phone.getByRole('textbox', { name: 'Mobile number' }).fill(number);
      await phone.getByRole('button', { name: 'Send me the code' }).click();
      const code = phone.getByRole('textbox', { name: 'Code from the message' });
      await code.waitFor();
      await code.fill(gateway.codeFor(`+91${number}`));
    };
    await confirm('9812345679');
    await phone.getByText('That is another number').waitFor();
    await confirm('9812345678');
    await phone.waitForURL(/\/speak\//);

    const forwarded = await browser.person({ locale: 'hi-IN', colorScheme: 'dark' });
    await forwarded.goto(url);
    await forwarded.getByText('जिसका नंबर 78 पर ख़त्म होता है').waitFor();
    expect(await axeProblems(forwarded)).toEqual([]);
    await forwarded.getByRole('button', { name: 'सिर्फ़ देखें' }).click();
    await forwarded.waitForURL(/\/r\//);
    await forwarded.getByText('यह न्योता किसी और फ़ोन के लिए है').waitFor();
    await Promise.all([desktop, phone, forwarded].map((page) => page.context().close()));
  });

  it('says in Hindi what to do, and refuses a name that looks like a speaker’s', async () => {
    const page = await browser.person({ locale: 'hi-IN', colorScheme: 'dark' });
    await page.goto(links.watch);
    await page.getByRole('button', { name: 'फ़ोन पक्का करें' }).click();
    await page.getByRole('textbox', { name: 'मोबाइल नंबर' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await organiser.send('chat:configure', { audience: 'everyone' });
    await page.getByRole('textbox', { name: 'संदेश' }).fill('नमस्ते');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'आपका नाम' }).fill('Orgаniser');
    await page.getByRole('button', { name: 'लिखें', exact: true }).click();
    await page.getByText('अपना नाम 2 से 40 अक्षरों में लिखें').waitFor();
    await page.getByRole('textbox', { name: 'आपका नाम' }).fill('0rganiser');
    await page.getByRole('button', { name: 'लिखें', exact: true }).click();
    await page.getByText('यह नाम किसी वक्ता या आयोजक के नाम जैसा दिखता है').waitFor();
    await page.context().close();
  });

  it('keeps the key of a session where no script can read it, and the tokens without it are worth nothing', async () => {
    const page = await browser.person();
    await page.goto(links.watch);
    await page.getByRole('tab', { name: 'Chat' }).waitFor();
    const extractable = await page.evaluate(async () => {
      const opening = indexedDB.open('sammelan');
      const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
      const reading = database.transaction('keys').objectStore('keys').get('device') as IDBRequest<CryptoKeyPair>;
      const pair = await new Promise<CryptoKeyPair>((resolve) => (reading.onsuccess = () => resolve(reading.result)));
      return [pair.privateKey.extractable, await crypto.subtle.exportKey('pkcs8', pair.privateKey).catch(() => 'no')];
    });
    expect(extractable).toEqual([false, 'no']);
    const identityOf = (of: Page) =>
      of.evaluate(() => (JSON.parse(localStorage.getItem('sammelan.session')!) as { identityId: string }).identityId);
    const identity = await identityOf(page);
    /** As a quarter of an hour later: the token is over. */
    const expire = (of: Page) =>
      of.evaluate(() => {
        const session = JSON.parse(localStorage.getItem('sammelan.session')!) as object;
        localStorage.setItem('sammelan.session', JSON.stringify({ ...session, expiresAt: new Date(0).toISOString() }));
      });
    await expire(page);
    const copied = await page.context().storageState();
    const [renewed] = await Promise.all([page.waitForResponse(/\/api\/auth\/renew$/), page.reload()]);
    expect(renewed.status()).toBe(200);
    await page.getByRole('tab', { name: 'Chat' }).waitFor();
    expect(await identityOf(page)).toBe(identity);
    const thief = await browser.person({ storageState: copied });
    const [refused] = await Promise.all([thief.waitForResponse(/\/api\/auth\/renew$/), thief.goto(links.watch)]);
    expect(refused.status()).toBe(401);
    await thief.getByRole('tab', { name: 'Chat' }).waitFor();
    await thief.waitForFunction((former) => !localStorage.getItem('sammelan.session')!.includes(former), identity);
    await Promise.all([page.context().close(), thief.context().close()]);
  });

  it('lets an organiser secure an account, and come back with password and code, or with a passkey', async () => {
    const page = await browser.person(desk);
    await addAuthenticator(page);
    await page.goto(links.organise);
    await page.waitForURL(/\/console/);
    await page.goto(`${origin}/console`);
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByRole('textbox', { name: 'Login' }).fill('organiser');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Make my account' }).click();
    await page.getByText('One step is missing').waitFor();

    await page.getByRole('button', { name: 'Set up an app' }).click();
    await page.getByRole('dialog').getByLabel('Your password').fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '');
    await page.getByRole('textbox', { name: 'Code from the app' }).fill(totpAt(secret, stepOf(Date.now())));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /^[0-9A-Z]{5}-[0-9A-Z]{5}$/ })
        .count(),
    ).toBe(10);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have kept them' }).click();

    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Your password').fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await page.getByText('The passkey is ready').waitFor();

    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.waitForURL(`${origin}/signin`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL(/\/console/);
    await page
      .getByRole('link', { name: /Bihar Mahasammelan/ })
      .first()
      .waitFor();

    const other = await browser.person({ locale: 'hi-IN' });
    await other.goto(`${origin}/signin`);
    expect(await axeProblems(other)).toEqual([]);
    await other.getByRole('textbox', { name: 'लॉगिन' }).fill('organiser');
    await other.getByLabel('पासवर्ड').fill('something else');
    await other.getByRole('button', { name: 'आगे' }).click();
    await other.getByText('लॉगिन या पासवर्ड ग़लत है').waitFor();
    await other.getByLabel('पासवर्ड').fill(password);
    await other.getByRole('button', { name: 'आगे' }).click();
    await other.getByRole('textbox', { name: 'कोड' }).fill(totpAt(secret, stepOf(Date.now()) + 1));
    await other.getByRole('button', { name: 'अंदर आएँ' }).click();
    await other.waitForURL(/\/console/);

    await page.goto(`${origin}/console/account`);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByText('Ended').waitFor();
    await other.goto(`${origin}/console/account`);
    await other.getByRole('link', { name: 'लॉगिन करें' }).waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('threw nothing on any page', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
