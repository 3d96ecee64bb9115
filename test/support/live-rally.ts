import { SpeakerPerson } from '../e2e/speaker-person.js';
import type { TestBrowser } from './browser.js';
import { eventually } from './eventually.js';
import type { ServerProcess } from './server-process.js';
import type { TestClient } from './test-client.js';

/** The demo rally, live and packaged, with a browser's camera on air. Returns its organiser, inside the rally. */
export async function liveRally(
  server: ServerProcess,
  browser: TestBrowser,
  prepareSpeaker?: () => void,
): Promise<TestClient> {
  const links = await server.demoLinks();
  const organiser = await server.withLink(links.organise);
  const speaker = await SpeakerPerson.invited(browser, links.speak, prepareSpeaker);
  await speaker.enter();
  const seat = await eventually(
    async () => (await organiser.send('stage:watch', {})).seats.find(({ sources }) => sources.camera !== undefined),
    'the camera is there',
    60_000,
    250,
  );
  await organiser.send('rally:move', { to: 'live' });
  await organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
  await eventually(async () => (await organiser.send('stream:find', {})).liveUrl !== null, 'HLS', 60_000, 500);
  return organiser;
}
