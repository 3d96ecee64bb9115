import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { IngestView, IngestWarning } from '@sammelan/shared/ingest/ingest.dto.js';
import { v7 as uuid } from 'uuid';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { GrantsService } from '../access/grants.service.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';
import type { StageRoom } from '../media/stage-room.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Admission } from '../realtime/admission.js';
import { asked, MediaPlane } from '../stage/media-plane.service.js';
import { SeatsService } from '../stage/seats.service.js';
import { StageStore } from '../stage/stage-store.service.js';
import { MediaUnavailableError } from '../stage/stage.errors.js';
import { IngestFullError } from './ingest.errors.js';
import type { Feed } from './feed.js';
import { SeatFeeds } from './seat-feeds.js';
import type { StreamKey } from './stream-key.entity.js';
import { StreamKeysService } from './stream-keys.service.js';

/** Makes a transport in a room and what is sent by it, for a seat. */
export type OpenFeed = (room: StageRoom, seatId: string) => Promise<SpeakerTransport>;

/** Encoders that send now. Each sits on the seat of its key's speaker, under the rules of every other speaker. */
@Injectable()
export class IngestsService implements OnModuleInit, OnModuleDestroy {
  private readonly seats = new Map<string, SeatFeeds>();
  private readonly opening = new Map<string, Promise<unknown>>();

  constructor(
    private readonly keys: StreamKeysService,
    private readonly stageSeats: SeatsService,
    private readonly stages: StageStore,
    private readonly media: MediaPlane,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.stageSeats.onEnded((seat) => this.seats.get(seat.id)?.close());
    this.keys.onEnded((keyId) => {
      for (const feeds of this.seats.values()) feeds.close(keyId);
    });
  }

  onModuleDestroy(): void {
    for (const feeds of this.seats.values()) feeds.close();
  }

  /** What is sent by a key now. */
  async of(keyId: string): Promise<IngestView[]> {
    return (await Promise.all([...this.seats.values()].map((feeds) => feeds.view(keyId)))).flat();
  }

  /** An ingest of this key. */
  find(keyId: string, id: string): Feed | undefined {
    return [...this.seats.values()].flatMap(({ all }) => all).find((feed) => feed.id === id && feed.keyId === keyId);
  }

  /** Whether the key's speaker may sit down now. @throws AppError saying why not */
  async admit(key: StreamKey): Promise<RallyCaller> {
    const { id: rallyId, organisationId, slug } = await this.rallies.get(key.rallyId);
    const grants = this.grants.of(key.identityId);
    const caller = { identityId: key.identityId, deviceId: '', sessionId: null, name: key.name, grants };
    await this.callers.know(rallyId);
    await this.admission.admit(caller, slug, null);
    this.callers.demand(caller, 'stage.speak', { organisationId, rallyId });
    return { ...caller, rallyId, organisationId, region: null };
  }

  /** Sits down and sends. @throws AppError where the speaker may not, or what is sent cannot be taken */
  open(key: StreamKey, protocol: Feed['protocol'], notes: readonly IngestWarning[], openFeed: OpenFeed): Promise<Feed> {
    // One after the other for each speaker: two that come at once take one seat, not each other's.
    const before = this.opening.get(key.identityId) ?? Promise.resolve();
    const run = before.then(() => this.openAlone(key, { protocol, notes }, openFeed));
    const settled = run.catch(() => undefined);
    this.opening.set(key.identityId, settled);
    return run.finally(() => {
      if (this.opening.get(key.identityId) === settled) this.opening.delete(key.identityId);
    });
  }

  /** The encoder said goodbye: with its last feed the seat is given up. */
  async end(feed: Feed): Promise<void> {
    const feeds = [...this.seats.values()].find(({ all }) => all.includes(feed));
    if (feeds?.all.length === 1) {
      await this.stageSeats.leave(feeds.rallyId, feeds.connectionId).catch(() => undefined);
    }
    feed.speaker.close('left');
  }

  private async openAlone(key: StreamKey, about: Pick<Feed, 'protocol' | 'notes'>, openFeed: OpenFeed): Promise<Feed> {
    const caller = await this.admit(key);
    const room = await this.media.open(caller.rallyId);
    const present = this.present(caller);
    if (present?.isFull) throw new IngestFullError();
    const feeds = present ?? (await this.sit(caller, room));
    let speaker: SpeakerTransport | undefined;
    try {
      speaker = await asked(() => openFeed(room, feeds.seatId));
      if (this.present(caller) !== feeds) throw new MediaUnavailableError('the seat is gone');
      await this.keys.used(key);
      if (speaker.closed) throw new MediaUnavailableError('the encoder is gone');
    } catch (error) {
      speaker?.close('removed');
      if (feeds.all.length === 0) this.leave(feeds);
      throw error;
    }
    return feeds.add({ id: uuid(), keyId: key.id, rank: key.createdAt.getTime(), ...about, speaker });
  }

  /** The encoders that the speaker's seat is used by now. */
  private present({ rallyId, identityId }: RallyCaller): SeatFeeds | undefined {
    const stage = this.stages.peek(rallyId);
    const feeds = this.seats.get(stage?.seatOf(identityId)?.id ?? '');
    return feeds && stage?.connections.get(feeds.seatId) === feeds.connectionId ? feeds : undefined;
  }

  private async sit(caller: RallyCaller, room: StageRoom): Promise<SeatFeeds> {
    const { rallyId } = caller;
    const connectionId = `ingest:${uuid()}`;
    const [stage, seat] = await this.stageSeats.sit(caller, connectionId, {});
    const feeds = new SeatFeeds(rallyId, seat.id, connectionId, {
      ownsSeat: () => stage.connections.get(seat.id) === connectionId,
      empty: () => this.leave(feeds),
      room: () => this.media.find(rallyId),
    });
    this.seats.get(seat.id)?.close();
    // What the speaker sent from a browser until now.
    room.speaker(seat.id)?.close('replaced');
    this.seats.set(seat.id, feeds);
    return feeds;
  }

  /** Nothing is sent any more: the seat is held, as for every speaker whose line broke. */
  private leave(feeds: SeatFeeds): void {
    if (this.seats.get(feeds.seatId) === feeds) this.seats.delete(feeds.seatId);
    this.stageSeats.drop(feeds.rallyId, feeds.connectionId);
  }
}
