import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import type { StageEvents } from '@sammelan/shared/stage/stage.contract.js';
import type { TakeSeatDto } from '@sammelan/shared/stage/stage.dto.js';
import { seatHoldMs, seatsPerStage } from '@sammelan/shared/stage/stage.rules.js';
import { v7 as uuid } from 'uuid';
import type { Caller, RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { GrantsService } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { RallyNotOpenError } from '../rallies/rallies.errors.js';
import { NamesService } from '../names/names.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { MediaPlane } from './media-plane.service.js';
import { ProgrammeService } from './programme.service.js';
import type { Seat } from './seat.entity.js';
import { SeatMissingError, StageFullError } from './stage.errors.js';
import { StageRepository } from './stage.repository.js';
import { StageStore } from './stage-store.service.js';
import type { Stage } from './stage.js';

type EndReason = Parameters<StageEvents['seat:ended']>[0]['reason'] | 'left';
type EndListener = (seat: Seat, reason: EndReason) => Promise<void> | void;

// Held seats and expiring grants are looked at this often.
const sweepEveryMs = 1000;

/** Who sits on which stage. A seat belongs to an identity, so that nobody else can claim it while its speaker is away. */
@Injectable()
export class SeatsService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SeatsService.name);
  private readonly ended: EndListener[] = [];
  private sweeping: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly store: StageStore,
    private readonly repository: StageRepository,
    private readonly programme: ProgrammeService,
    private readonly media: MediaPlane,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
    private readonly names: NamesService,
  ) {}

  async onModuleInit(): Promise<void> {
    this.connections.onLeft((socket) => this.drop(socket.data.rallyId, socket.id));
    this.connections.onEnding((rallyId, wanted) => this.evict(rallyId, wanted));
    this.grants.onChange((identityId) => this.revokeUngranted(identityId));
    this.rallies.onMoved(async (rally) => {
      if (!isStageOpen(rally.state)) await this.clear(rally.id);
    });
    // After a restart every speaker is away; each has the full time to come back.
    for (const rallyId of await this.repository.ralliesWithSeats()) {
      await this.store.change(rallyId, async (stage) => {
        for (const seat of stage.seats.values()) await this.hold(seat);
      });
    }
    this.sweeping = setInterval(() => this.sweep(), sweepEveryMs);
  }

  onModuleDestroy(): void {
    this.stopping = true;
    clearInterval(this.sweeping);
  }

  /** Called when a seat is no more, inside the change that ends it. */
  onEnded(listener: EndListener): void {
    this.ended.push(listener);
  }

  /**
   * Takes the caller's seat, a new one or the one they had. `connectionId` is what the seat is used from from now on; the
   * one before, another tab, is told.
   */
  async sit(caller: RallyCaller, connectionId: string, dto: TakeSeatDto): Promise<[Stage, Seat]> {
    const { rallyId, identityId } = caller;
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new RallyNotOpenError();
    const name = dto.name === undefined ? undefined : await this.names.demand(dto.name, identityId);
    return this.store.change(rallyId, async (stage) => {
      let seat = stage.seatOf(identityId);
      if (seat) await this.comeBack(stage, seat, connectionId, name);
      else seat = await this.takeNew(stage, identityId, name ?? caller.name ?? '');
      stage.connections.set(seat.id, connectionId);
      return [stage, seat];
    });
  }

  /** The seat that is used from this connection. @throws SeatMissingError */
  async own(rallyId: string, connectionId: string): Promise<[Stage, Seat]> {
    const stage = await this.store.get(rallyId);
    const [seatId] = [...stage.connections].find(([, connection]) => connection === connectionId) ?? [];
    const seat = stage.seats.get(seatId ?? '');
    if (!seat) throw new SeatMissingError();
    return [stage, seat];
  }

  async leave(rallyId: string, connectionId: string): Promise<void> {
    const [, seat] = await this.own(rallyId, connectionId);
    await this.endSeat(rallyId, seat.id, 'left');
  }

  /** The producer sends someone off. @throws SeatMissingError */
  async unseat(by: RallyCaller, seatId: string): Promise<Stage> {
    const { rallyId } = by;
    const { name, identityId } = await this.endSeat(rallyId, seatId, 'unseated');
    await this.audit.record({ actor: by, action: 'stage.unseat', subject: name, details: { identityId }, rallyId });
    return this.store.get(rallyId);
  }

  /** A word from the producer to the seat. @throws SeatMissingError */
  cue(rallyId: string, seatId: string, cue: string): Promise<[Stage, Seat]> {
    return this.store.change(rallyId, async (stage) => {
      const seat = stage.seats.get(seatId);
      if (!seat) throw new SeatMissingError();
      await this.repository.updateSeat(seatId, { cue });
      seat.cue = cue;
      return [stage, seat];
    });
  }

  private async takeNew(stage: Stage, identityId: string, name: string): Promise<Seat> {
    if (stage.seats.size >= seatsPerStage) throw new StageFullError(seatsPerStage);
    const seat: Seat = {
      id: uuid(),
      rallyId: stage.rallyId,
      identityId,
      name,
      cue: '',
      onAirSince: null,
      heldUntil: null,
      createdAt: new Date(),
    };
    await this.repository.insertSeat(seat);
    stage.seats.set(seat.id, seat);
    return seat;
  }

  private async comeBack(stage: Stage, seat: Seat, connectionId: string, name = seat.name): Promise<void> {
    await this.repository.updateSeat(seat.id, { heldUntil: null, name });
    Object.assign(seat, { heldUntil: null, name });
    this.media.find(stage.rallyId)?.speaker(seat.id)?.doubt(false);
    const former = stage.connections.get(seat.id);
    if (former && former !== connectionId) this.broadcaster.toRoom(former, 'seat:ended', { reason: 'replaced' });
  }

  /** The connection broke: the seat waits. Media may go on for a while without it; its silence is believed sooner now. */
  drop(rallyId: string, connectionId: string): void {
    const stage = this.store.peek(rallyId);
    const [seatId] = [...(stage?.connections ?? [])].find(([, connection]) => connection === connectionId) ?? [];
    // With the server every seat drops; the next start holds them all.
    if (!stage || !seatId || this.stopping) return;
    stage.connections.delete(seatId);
    this.media.find(rallyId)?.speaker(seatId)?.doubt(true);
    this.inBackground(
      this.store.change(rallyId, async () => {
        const seat = stage.seats.get(seatId);
        // They may be back before this had its turn.
        if (seat && !stage.connections.has(seatId)) await this.hold(seat);
      }),
    );
  }

  private async hold(seat: Seat): Promise<void> {
    const heldUntil = new Date(Date.now() + seatHoldMs);
    await this.repository.updateSeat(seat.id, { heldUntil });
    seat.heldUntil = heldUntil;
  }

  private endSeat(rallyId: string, seatId: string, reason: EndReason): Promise<Seat> {
    return this.store.change(rallyId, async (stage) => {
      const seat = stage.seats.get(seatId);
      if (!seat) throw new SeatMissingError();
      await this.endSeats(stage, [seat], reason);
      return seat;
    });
  }

  private async endSeats(stage: Stage, seats: readonly Seat[], reason: EndReason): Promise<void> {
    const ids = seats.map((seat) => seat.id);
    await this.programme.withdraw(stage, ids);
    await this.repository.deleteSeats(ids);
    for (const seat of seats) {
      const connection = stage.connections.get(seat.id);
      stage.seats.delete(seat.id);
      stage.connections.delete(seat.id);
      this.media.find(stage.rallyId)?.speaker(seat.id)?.close('removed');
      if (connection && reason !== 'left') this.broadcaster.toRoom(connection, 'seat:ended', { reason });
      for (const listener of this.ended) await listener(seat, reason);
    }
  }

  /** The rally's stage closes: everyone goes, the hands are down, the room is gone. */
  private async clear(rallyId: string): Promise<void> {
    await this.store.change(rallyId, async (stage) => {
      await this.endSeats(stage, [...stage.seats.values()], 'unseated');
      await this.repository.deleteHands(rallyId);
      stage.hands.clear();
    });
    await this.media.close(rallyId);
  }

  private sweep(): void {
    const now = Date.now();
    for (const stage of this.store.all()) {
      for (const seat of stage.seats.values()) {
        if (seat.heldUntil && seat.heldUntil.getTime() <= now) this.endInBackground(seat, 'hold-expired');
        else if (!this.maySpeak(stage, seat)) this.endInBackground(seat, 'revoked');
        // Their leaving could not be stored then: the database was away.
        else if (!seat.heldUntil && !stage.connections.has(seat.id)) this.inBackground(this.hold(seat));
      }
    }
  }

  private revokeUngranted(identityId: string): void {
    for (const stage of this.store.all()) {
      const seat = stage.seatOf(identityId);
      if (seat && !this.maySpeak(stage, seat)) this.endInBackground(seat, 'revoked');
    }
  }

  /** Takes the seats of the banned, whether they are here or away. */
  private evict(rallyId: string, wanted: (caller: RallyCaller) => boolean): void {
    const stage = this.store.peek(rallyId);
    for (const seat of stage?.seats.values() ?? []) {
      const here = this.connections.inRally(rallyId, seat.identityId).map((socket) => socket.data);
      const away = { ...this.caller(seat), rallyId, organisationId: stage?.organisationId ?? '', region: null };
      if ([...here, away].some(wanted)) this.endInBackground(seat, 'revoked');
    }
  }

  private maySpeak(stage: Stage, seat: Seat): boolean {
    return this.callers.may(this.caller(seat), 'stage.speak', stage);
  }

  /** Whoever the seat belongs to, as far as is known without a connection of theirs. */
  private caller({ identityId, name }: Seat): Caller {
    return { identityId, deviceId: '', sessionId: null, name, grants: this.grants.of(identityId) };
  }

  private endInBackground(seat: Seat, reason: EndReason): void {
    this.inBackground(this.endSeat(seat.rallyId, seat.id, reason).catch(ignoreMissing));
  }

  private inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.logger.error({ err: error }));
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof SeatMissingError)) throw error;
}
