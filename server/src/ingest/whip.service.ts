import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { NotFoundError } from '../access/access.errors.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { readFragment, writeFragment } from '../media/sdp-fragment.js';
import { iceServers } from '../playback/ice-servers.js';
import { asked } from '../stage/media-plane.service.js';
import { PreconditionFailedError, PreconditionMissingError, StreamKeyWrongError } from './ingest.errors.js';
import { IngestsService } from './ingests.service.js';
import type { Feed } from './feed.js';
import { StreamKeysService } from './stream-keys.service.js';

export interface WhipSession {
  id: string;
  /** Of the ICE session: changes with each restart. */
  etag: string;
  answer: string;
  /** Relays to reach us by, as `Link` says them (RFC 9725, 4.6). */
  links: string[];
}

/** WebRTC-HTTP ingestion (RFC 9725): one request, and an encoder sends as a browser's speaker does. */
@Injectable()
export class WhipService {
  private readonly etags = new WeakMap<Feed, string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: StreamKeysService,
    private readonly ingests: IngestsService,
  ) {}

  /** @throws StreamKeyWrongError, PayloadError for a malformed offer, MediaUnsupportedError for one that cannot be taken */
  async open(authorization: string | undefined, read: () => Promise<string>): Promise<WhipSession> {
    const key = await this.key(authorization);
    const sdp = await read();
    // With the first encoder, not with the server: what reads offers is a tenth of a second to load.
    const { readWhipOffer } = await import('../media/whip-offer.js');
    const offer = await asked(async () => readWhipOffer(sdp));
    const feed = await this.ingests.open(key, 'whip', [], async (room, seatId) => {
      const speaker = await room.openReserve(seatId);
      try {
        await speaker.connect(offer.dtlsParameters);
        for (const { kind, rtpParameters } of offer.tracks) {
          await speaker.produce(kind === 'audio' ? 'microphone' : 'camera', rtpParameters);
        }
        return speaker;
      } catch (error) {
        speaker.close('removed');
        throw error;
      }
    });
    return { id: feed.id, etag: this.renew(feed), answer: offer.answer(feed.speaker.offer), links: this.links() };
  }

  /** Candidates are taken and not needed; `*` asks for a restart of ICE, whose answer is returned. */
  async patch(
    authorization: string | undefined,
    id: string,
    ifMatch: string | undefined,
    read: () => Promise<string>,
  ): Promise<{ etag: string; fragment: string } | null> {
    const feed = await this.feed(authorization, id);
    const fragment = await read();
    if (!ifMatch) throw new PreconditionMissingError();
    if (ifMatch !== '*') {
      if (ifMatch !== this.etags.get(feed)) throw new PreconditionFailedError();
      return null;
    }
    await asked(async () => readFragment(fragment));
    const iceParameters = await asked(() => feed.speaker.restartIce());
    return { etag: this.renew(feed), fragment: writeFragment({ ...feed.speaker.offer, iceParameters }) };
  }

  async end(authorization: string | undefined, id: string): Promise<void> {
    await this.ingests.end(await this.feed(authorization, id));
  }

  private async feed(authorization: string | undefined, id: string): Promise<Feed> {
    const feed = this.ingests.find((await this.key(authorization)).id, id);
    if (!feed) throw new NotFoundError('ingest');
    return feed;
  }

  private key(authorization: string | undefined) {
    const secret = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (secret === undefined) throw new StreamKeyWrongError();
    return this.keys.find(secret);
  }

  private renew(feed: Feed): string {
    const etag = `"${randomUUID()}"`;
    this.etags.set(feed, etag);
    return etag;
  }

  private links(): string[] {
    return iceServers(this.config.turn, Date.now()).flatMap(({ urls, username, credential }) =>
      [urls].flat().map((url) => {
        const secret = ` username="${username}"; credential="${credential}"; credential-type="password"`;
        return `<${url}>; rel="ice-server"${url.startsWith('turn') ? `;${secret}` : ''}`;
      }),
    );
  }
}
