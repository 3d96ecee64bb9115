import type { StageView } from '@sammelan/shared/stage/stage.dto.js';
import { eventually } from './eventually.js';
import { endPeers } from './rtc-peer.js';
import { StageSpeaker, StageViewer } from './stage-people.js';
import type { TestClient } from './test-client.js';
import { demoSlug, TestServer } from './test-server.js';

/** The demo rally's stage on a server of its own, with its producer; who came in a test goes with it. */
export class StageWorld {
  server!: TestServer;
  producer!: TestClient;
  private people: { silence?(): void; peer?: { close(): void } }[] = [];

  async start(): Promise<void> {
    this.server = await TestServer.start();
    this.producer = await this.server.organiser();
  }

  /** The same, with the rally on air. */
  async startLive(): Promise<void> {
    await this.start();
    await this.producer.send('rally:move', { to: 'live' });
  }

  /** Empties the seats. */
  async clear(): Promise<void> {
    for (const person of this.people.splice(0)) {
      person.silence?.();
      person.peer?.close();
    }
    const { seats } = await this.producer.send('stage:watch', {});
    for (const { id } of seats) await this.producer.send('stage:unseat', { seatId: id });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    endPeers();
  }

  readonly guest = <T extends { peer?: { close(): void } }>(person: T): T => {
    this.people.push(person);
    return person;
  };

  readonly speakerIn = async (client?: TestClient): Promise<StageSpeaker> =>
    this.guest(await (await StageSpeaker.sit(client ?? (await this.server.speaker()))).send());

  readonly viewerIn = async (): Promise<StageViewer> => this.guest(await StageViewer.watch(await this.server.viewer()));

  readonly onAir = (...seatIds: string[]): Promise<StageView> =>
    this.producer.send('stage:direct', { layout: seatIds.length > 1 ? 'side-by-side' : 'single', seatIds });

  readonly seen = (viewer: StageViewer, seatId: string, what = 'the speaker is seen') => {
    const before = viewer.packets('camera', seatId);
    return eventually(() => viewer.packets('camera', seatId) > before + 10, what);
  };

  readonly rallyId = async (): Promise<string> =>
    (await this.producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
}
