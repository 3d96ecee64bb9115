import type { Role } from '@sammelan/shared/access/access.rules.js';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { RecordingPerson } from '../support/recordings.js';
import { eventually } from '../support/eventually.js';
import { ServerProcess } from '../support/server-process.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug } from '../support/people.js';
import { SpeakerPerson } from './speaker-person.js';

/** A token is good for fifteen minutes. */
const stateGoodMs = 8 * 60_000;

type StorageState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

const lines: [name: string, region: string, text: string][] = [
  ['Viewer from Gaya', 'BR-GAYA', 'Greetings from Bodh Gaya. Forty of us are watching in the village hall.'],
  ['पटना के दर्शक', 'BR-PATNA', 'पटना से नमस्कार! आवाज़ साफ़ आ रही है।'],
  ['Viewer from Bhagalpur', 'BR-BHAGALPUR', 'When will the women’s cell meet in our block?'],
  ['नालंदा की दर्शक', 'BR-NALANDA', 'हमारे पंचायत में नल-जल का काम शुरू हो गया है।'],
  ['Viewer from Muzaffarpur', 'BR-MUZAFFARPUR', 'Our booth committee is complete: ten young people.'],
  ['दरभंगा के दर्शक', 'BR-DARBHANGA', 'दरभंगा से जुड़े हैं। गाँव के स्कूल में बड़ी स्क्रीन लगी है।'],
  ['Viewer from Purnia', 'BR-PURNIA', 'Please say something about the flood relief.'],
  ['सीवान की दर्शक', 'BR-SIWAN', 'हम बीस महिलाएँ साथ देख रही हैं।'],
  ['Viewer from Sherghati', 'BR-GAYA', 'The picture is good here even on my old phone.'],
];

/** What a speaker is heard to say. */
export const captionLines = [
  'साथियो, आज हम सब यहाँ एक बड़े काम के लिए जुटे हैं।',
  'हर पंचायत में पीने का पानी पहुँचे, यही हमारा संकल्प है।',
];

/**
 * A rally that is under way, as pages and pictures of pages need it: a leader on air, people who chat, a poll that is
 * open, and other rallies before and after theirs.
 */
export class World {
  private readonly people: TestClient[] = [];

  private constructor(
    readonly server: ServerProcess,
    readonly browser: TestBrowser,
    readonly organiser: TestClient,
    readonly rally: RallyView,
    private organiserState: StorageState,
    /** Runs in the speakers' pages before their own scripts. */
    private readonly film: (() => void) | undefined,
  ) {}

  /**
   * @param film what the cameras show, where Chromium's light film will not do
   * @param env for the server
   */
  static async begin(film?: () => void, env: Record<string, string> = {}): Promise<World> {
    const [server, browser] = await Promise.all([ServerProcess.start(env), TestBrowser.launch()]);
    const { organise } = await server.demoLinks();
    const organiser = await server.withLink(organise);
    const rally = await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    const page = await browser.person();
    await page.goto(organise);
    await page.waitForURL(/\/console/);
    const world = new World(server, browser, organiser, rally, await page.context().storageState(), film);
    await page.context().close();
    return world;
  }

  /** A session outlasts its token only in the browser that has its key: copies are made anew before that. */
  async freshState(): Promise<void> {
    if (Date.now() - this.stateMadeAt < stateGoodMs) return;
    this.stateMadeAt = Date.now();
    const page = await this.browser.person();
    await page.goto((await this.server.demoLinks()).organise);
    await page.waitForURL(/\/console/);
    this.organiserState = await page.context().storageState();
    await page.context().close();
  }

  private encodersMade: Promise<void> | undefined;
  private stateMadeAt = Date.now();

  get watchLink(): string {
    return `${this.server.url}/r/${demoSlug}`;
  }

  /** A page of somebody who has answered what a first visit asks. */
  visitor(options: BrowserContextOptions): Promise<Page> {
    const { origin } = new URL(this.server.url);
    const language = options.locale?.startsWith('hi') ? 'hi' : 'en';
    const localStorage = [
      { name: 'sammelan.language', value: language },
      { name: 'sammelan.region-asked', value: 'yes' },
    ];
    const timezoneId = 'Asia/Kolkata';
    return this.browser.person({
      timezoneId,
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
      ...options,
    });
  }

  /** What the organiser's browser keeps, in a language. */
  stateIn(locale = 'en-IN'): StorageState {
    const language = { name: 'sammelan.language', value: locale.startsWith('hi') ? 'hi' : 'en' };
    const origins = this.organiserState.origins.map(({ origin, localStorage }) => ({
      origin,
      localStorage: [...localStorage.filter(({ name }) => name !== language.name), language],
    }));
    return { cookies: [], origins };
  }

  /** A page whose camera shows the film. */
  async speakerPage(options: BrowserContextOptions): Promise<Page> {
    const page = await this.visitor(options);
    if (this.film) await page.context().addInitScript(this.film);
    return page;
  }

  /** Where an invited speaker's link leads. */
  speakerLink(label: string): Promise<string> {
    return this.link('speaker', label);
  }

  /** A link that gives a role in the rally, an interpreter's with their language, or one for a phone. */
  async link(role: Role, label: string, more: { language?: string; phone?: string } = {}): Promise<string> {
    const invite = { role, label, regionPath: '/', ...more };
    return (await this.organiser.post<{ url: string }>(`/api/rallies/${this.rally.id}/invites`, invite)).url;
  }

  /** The rally goes live with a leader on air. */
  async goLive(): Promise<void> {
    const link = await this.speakerLink('Speaker');
    const leader = await SpeakerPerson.invited(this.browser, link, this.film);
    await leader.enter();
    await leader.expectGreenRoom();
    const seat = await eventually(
      async () =>
        (await this.organiser.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
      'the camera is there',
    );
    await this.organiser.post(`/api/rallies/${this.rally.id}/state`, { to: 'live' });
    await this.organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    await leader.expectOnAir();
  }

  /** Keys of two encoders, and a service that the programme is sent on to. */
  async encoders(): Promise<void> {
    const path = `/api/rallies/${this.rally.id}`;
    this.encodersMade ??= (async () => {
      for (const name of ['Gandhi Maidan, main stage', 'Studio']) {
        await this.organiser.post(`${path}/stream-keys`, { name });
      }
      const target = { name: 'YouTube', url: 'rtmps://a.rtmps.youtube.com/live2', key: 'abcd-efgh', rung: 'high' };
      const { id } = await this.organiser.post<{ id: string }>(`${path}/push-targets`, target);
      await this.organiser.post(`${path}/push-targets/${id}/start`, {});
      await this.organiser.post(`${path}/push-targets`, { ...target, name: 'Facebook' });
    })();
    await this.encodersMade;
  }

  /** What is said is written along. */
  async caption(lines: number): Promise<void> {
    for (const text of captionLines.slice(0, lines)) {
      const line = { lineId: crypto.randomUUID(), language: 'hi', text, final: true } as const;
      await this.organiser.send('caption:write', line);
    }
  }

  /** People come from their areas and write. */
  async chat(): Promise<void> {
    for (const [name, region, text] of lines) {
      const person = await this.server.somebody();
      await person.enter(demoSlug, region);
      person.use(await person.post<SessionView>('/api/auth/name', { name }));
      await person.send('chat:send', { room: 'rally', clientId: crypto.randomUUID(), text });
      this.people.push(person);
    }
  }

  /** Two want to speak. */
  async hands(): Promise<void> {
    for (const person of this.people.slice(0, 2)) await person.send('hand:raise', {});
  }

  /** The organiser asks, and most answer. */
  async poll(): Promise<void> {
    const { id: pollId } = await this.organiser.send('poll:draft', {
      kind: 'single',
      question: { en: 'What should come first in your panchayat?', hi: 'आपकी पंचायत में सबसे पहले क्या हो?' },
      options: [
        { en: 'Water in every house', hi: 'हर घर में पानी' },
        { en: 'Roads', hi: 'सड़क' },
        { en: 'Schools', hi: 'स्कूल' },
      ],
      results: 'live',
      changeable: true,
    });
    await this.organiser.send('poll:open', { pollId });
    const answers = [0, 2, 0, 1];
    for (const [index, choice] of answers.entries()) {
      await this.people[index]?.send('poll:vote', { pollId, choices: [choice], clientId: crypto.randomUUID() });
    }
  }

  /** People ask; one question waits, two are on everybody's list. */
  async questions(): Promise<void> {
    const asked = [
      'When will the new health centre in Sherghati open?',
      'हमारे गाँव की सड़क कब बनेगी? बरसात में बच्चे स्कूल नहीं जा पाते।',
      'Can girls from our block get a hostel in Patna?',
    ];
    for (const [index, text] of asked.entries()) {
      const question = { text, clientId: crypto.randomUUID() };
      const { id: questionId } = await this.people[index]!.send('question:ask', question);
      if (index > 0) await this.organiser.send('question:approve', { questionId });
    }
  }

  /** Somebody writes what does not fit on one line anywhere, and another a great deal. */
  async longWords(): Promise<void> {
    const texts = [
      'https://example.org/very/long/address/without/any/blank/in/it/as/they/are/forwarded/on/telephones?from=group',
      'हम लोग सुबह से बैठे हैं और बहुत ख़ुश हैं कि हमारी बात सुनी जा रही है। '.repeat(5).trim(),
      'जयहिन्दजयहिन्दजयहिन्दजयहिन्दजयहिन्दजयहिन्दजयहिन्दजयहिन्द',
    ];
    for (const [index, text] of texts.entries()) {
      await this.people[index]!.send('chat:send', { room: 'rally', clientId: crypto.randomUUID(), text });
    }
  }

  /** Its recording is in order. */
  async recorded(): Promise<void> {
    await new RecordingPerson(this.organiser, this.rally.id).reaches('ready', 60_000);
  }

  async end(): Promise<void> {
    for (const person of this.people) person.close();
    this.organiser.close();
    await this.browser.close();
    await this.server.stop();
  }
}
