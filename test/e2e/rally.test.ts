import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { expectMovingPicture } from '../support/media-counts.js';
import { ServerProcess } from '../support/server-process.js';
import { storedMessages } from '../support/stored-messages.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug } from '../support/people.js';
import { CitizenPerson } from './citizen-person.js';
import { SpeakerPerson } from './speaker-person.js';

/**
 * One rally as its people live it: a leader and three citizens, each in a browser of their own, on the built server. The
 * steps are one story; each begins where the one before ended.
 */
describe('a rally from end to end', () => {
  let server: ServerProcess;
  let browser: TestBrowser;
  let organiser: TestClient;
  let speaker: SpeakerPerson;
  let seat: SeatView;
  let citizens: CitizenPerson[];
  let unfairAuthor: string;

  const mySeat = (): Promise<SeatView> =>
    eventually(async () => (await organiser.send('stage:watch', {})).seats[0], 'somebody is seated');
  const expectAttendance = (expected: { total: number; gaya: number; patna: number }) =>
    eventually(
      async () => {
        const { parent, rows } = await organiser.send('attendance:tree', { parentPath: '/BR/' });
        const [gaya, patna] = ['/BR/BR-GAYA/', '/BR/BR-PATNA/'].map(
          (path) => rows.find((row) => row.path === path)?.now,
        );
        const { now: total } = await organiser.send('attendance:now', {});
        return parent.now <= total && JSON.stringify({ total, gaya, patna }) === JSON.stringify(expected);
      },
      `attendance is ${JSON.stringify(expected)}`,
    );
  const everyone = (check: (citizen: CitizenPerson) => Promise<unknown>) => Promise.all(citizens.map(check));

  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(), TestBrowser.launch()]);
    organiser = await server.withLink((await server.demoLinks()).organise);
  });

  afterAll(async () => {
    organiser?.close();
    await browser?.close();
    await server?.stop();
  });

  it('takes the leader from the invitation through the device check to the green room', async () => {
    speaker = await SpeakerPerson.invited(browser, (await server.demoLinks()).speak);
    await speaker.enter();
    await speaker.expectGreenRoom();
    seat = await mySeat();
    expect(seat).toMatchObject({ state: 'green-room', connected: true });
  });

  it('shows the leader to three citizens, who see them move and hear them', async () => {
    const { watch } = await server.demoLinks();
    const arrive = (region?: string) => CitizenPerson.arrive(browser, watch, region);
    citizens = [await arrive('BR-GAYA'), await arrive('BR-PATNA'), await arrive()];
    const { id } = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    await organiser.post(`/api/rallies/${id}/state`, { to: 'live' });
    await organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    await speaker.expectOnAir();
    await everyone(({ page }) => expectMovingPicture(page));
  });

  it('counts the citizens by the region they are from', async () => {
    await expectAttendance({ total: 3, gaya: 1, patna: 1 });
  });

  it('carries what one citizen writes to all', async () => {
    await citizens[0]!.write('Greetings from Gaya', 'Viewer from Gaya');
    await everyone((citizen) => citizen.message('Greetings from Gaya').waitFor());
  });

  it('tallies a poll, and lets everyone check that their ballot is in it', async () => {
    const draft = await organiser.send('poll:draft', {
      kind: 'single',
      question: { en: 'What first?' },
      options: [{ en: 'Roads' }, { en: 'Schools' }],
      results: 'live',
      changeable: false,
    });
    await organiser.send('poll:open', { pollId: draft.id });
    await citizens[0]!.answer('Roads');
    await citizens[1]!.answer('Schools');
    await citizens[2]!.answer('Schools');
    await organiser.waitFor('poll:tallied', ({ counts }) => counts.join() === '1,2');
    const closed: PollView = await organiser.send('poll:close', { pollId: draft.id });
    expect(closed.tally).toMatchObject({ voters: 3, counts: [1, 2] });
    // Three people are too few to be shown by region; each finds their own ballot in the list.
    expect(await organiser.send('poll:regions', { pollId: draft.id, parentPath: '/BR/' })).toEqual([]);
    await everyone((citizen) => citizen.findBallot());
  });

  it('takes a removed message off every screen, for good', async () => {
    await citizens[1]!.write('Unfair words', 'Viewer from Patna');
    await everyone((citizen) => citizen.message('Unfair words').waitFor());
    const unfair = ({ text }: MessageView) => text === 'Unfair words';
    const message = (await storedMessages(organiser, unfair)).find(unfair);
    unfairAuthor = message!.authorId;
    await organiser.send('moderation:remove', { messageId: message!.id });
    await everyone((citizen) => citizen.message('Unfair words').waitFor({ state: 'detached' }));
    await citizens[2]!.page.reload();
    await citizens[2]!.message('Greetings from Gaya').waitFor();
    expect(await citizens[2]!.message('Unfair words').count()).toBe(0);
  });

  it('keeps a banned citizen out, also after a reload', async () => {
    const banned = citizens.splice(1, 1)[0]!;
    await organiser.send('moderation:ban', { identityId: unfairAuthor });
    await banned.page.getByText('You cannot watch this rally').waitFor();
    await banned.page.reload();
    await banned.page.getByText('You cannot watch this rally').waitFor();
    await banned.page.context().close();
  });

  it('no longer counts who has gone', async () => {
    await expectAttendance({ total: 2, gaya: 1, patna: 0 });
  });

  it('gives the leader the same seat after their tab died, and the citizens the picture without a reload', async () => {
    await speaker.crashAndReturn();
    await everyone(({ page }) => page.getByText('will be right back').waitFor());
    await speaker.enter();
    await speaker.expectOnAir();
    expect(await mySeat()).toMatchObject({ id: seat.id, state: 'on-air' });
    await everyone(({ page }) => expectMovingPicture(page));
  });

  it('brings everybody back after the server was killed', async () => {
    await server.kill();
    await server.restart();
    await speaker.expectOnAir();
    await everyone(({ page }) => expectMovingPicture(page, 30_000));
    await citizens[0]!.write('Still here', 'Viewer from Gaya');
    await everyone((citizen) => citizen.message('Still here').waitFor());
    await everyone((citizen) => citizen.message('Greetings from Gaya').waitFor());
  });

  it('threw nothing on any page', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
