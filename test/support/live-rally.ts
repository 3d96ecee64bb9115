import { SpeakerPerson } from '../e2e/speaker-person.js';
import type { TestBrowser } from './browser.js';
import { eventually } from './eventually.js';
import type { ServerProcess } from './server-process.js';
import type { TestClient } from './test-client.js';

/** A browser's camera comes in by a speaker's link, and is what everyone sees. */
export async function putOnAir(
  producer: TestClient,
  browser: TestBrowser,
  link: string,
  prepareSpeaker?: () => void,
): Promise<void> {
  const speaker = await SpeakerPerson.invited(browser, link, prepareSpeaker);
  await speaker.enter();
  const seat = await eventually(
    async () => (await producer.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
    'the camera is there',
    60_000,
    250,
  );
  await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
}

/** The demo rally, live and packaged, with a browser's camera on air. Returns its organiser, inside the rally. */
export async function liveRally(
  server: ServerProcess,
  browser: TestBrowser,
  prepareSpeaker?: () => void,
): Promise<TestClient> {
  const links = await server.demoLinks();
  const organiser = await server.withLink(links.organise);
  await organiser.send('rally:move', { to: 'live' });
  await putOnAir(organiser, browser, links.speak, prepareSpeaker);
  await eventually(async () => (await organiser.send('stream:find', {})).liveUrl !== null, 'HLS', 60_000, 500);
  return organiser;
}
