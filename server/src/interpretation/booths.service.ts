import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type {
  BoothsView,
  ChannelsView,
  DirectChannelDto,
  InterpretationEnd,
  OwnBoothsView,
  OwnPlaceView,
} from '@sammelan/shared/interpretation/interpretation.dto.js';
import {
  placeHoldAfterRestartMs,
  placeHoldMs,
  placesPerBooth,
} from '@sammelan/shared/interpretation/interpretation.rules.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { AuditService } from '../audit/audit.service.js';
import { InvitesService } from '../invites/invites.service.js';
import { PlaybackService } from '../playback/playback.service.js';
import { RallyNotOpenError } from '../rallies/rallies.errors.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import { MediaPlane } from '../stage/media-plane.service.js';
import { Booth, type Interpreter } from './booth.js';
import { BoothKeeper } from './booth-keeper.service.js';
import { BoothFullError, BoothLanguageError, BoothMissingError } from './interpretation.errors.js';

/** Who interprets what: places in booths, who is heard in each, and whether it goes out. */
@Injectable()
export class BoothsService implements OnModuleInit {
  private readonly logger = new Logger(BoothsService.name);
  private readonly rallyBooths = new Map<string, Map<SpokenLanguage, Booth>>();

  constructor(
    private readonly keeper: BoothKeeper,
    private readonly invites: InvitesService,
    private readonly rallies: RalliesService,
    private readonly playback: PlaybackService,
    private readonly media: MediaPlane,
    private readonly callers: CallersService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.restore();
    this.playback.interpretBy((rallyId, language) => this.heardIn(rallyId, language));
    this.connections.onLeft((socket) => this.lose(socket.data.rallyId, socket.id));
    this.connections.onRegranted(({ data }) => {
      if (!this.callers.may(data, 'interpretation.speak', data))
        this.endAll(data.rallyId, 'revoked', ({ identityId }) => identityId === data.identityId);
    });
    this.connections.onEnding((rallyId, wanted) => {
      const gone = (identityId: string) =>
        this.connections.inRally(rallyId, identityId).some(({ data }) => wanted(data));
      this.endAll(rallyId, 'revoked', ({ identityId }) => gone(identityId));
    });
    this.rallies.onMoved(({ id, state }) => {
      if (!isStageOpen(state)) this.endAll(id, 'over', () => true);
    });
  }

  /** Languages that can be heard now. */
  channels(rallyId: string): ChannelsView {
    const channels = this.ofRally(rallyId).flatMap(({ language, heardSeatId }) =>
      heardSeatId === null ? [] : [{ language, seatId: heardSeatId }],
    );
    return { channels };
  }

  /** Whose seat is heard in a language; null: nobody's. */
  heardIn(rallyId: string, language: SpokenLanguage): string | null {
    return this.booth(rallyId, language)?.heardSeatId ?? null;
  }

  booths(rallyId: string): BoothsView {
    return { booths: this.ofRally(rallyId).map((booth) => booth.view()) };
  }

  async ownBooths({ rallyId, identityId }: RallyCaller): Promise<OwnBoothsView> {
    return { ...this.booths(rallyId), invitedFor: await this.invites.languageFor(rallyId, identityId) };
  }

  /** @throws RallyNotOpenError, BoothLanguageError, BoothFullError */
  async enter(caller: RallyCaller, connectionId: string, language: SpokenLanguage): Promise<OwnPlaceView> {
    const { rallyId, identityId } = caller;
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new RallyNotOpenError();
    const invited = await this.invites.languageFor(rallyId, identityId);
    if (invited && invited !== language) throw new BoothLanguageError(invited);
    this.callers.demand(caller, 'interpretation.speak', caller);
    const booths = this.rallyBooths.get(rallyId) ?? new Map<SpokenLanguage, Booth>();
    this.rallyBooths.set(rallyId, booths);
    const booth = booths.get(language) ?? new Booth(language);
    booths.set(language, booth);
    const known = booth.interpreters.find((one) => one.identityId === identityId);
    if (known) this.adopt(known, connectionId);
    else if (booth.interpreters.length >= placesPerBooth) throw new BoothFullError();
    const place = known ?? { seatId: uuid(), identityId, name: '', muted: false, connectionId, hold: undefined };
    place.name = caller.name ?? '';
    // In one booth at a time.
    this.endAll(rallyId, 'replaced', (one) => one !== place && one.identityId === identityId);
    if (!known) booth.add(place);
    await this.changed(rallyId);
    const sending = (this.media.find(rallyId)?.speaker(place.seatId)?.sources.length ?? 0) > 0;
    return { seatId: place.seatId, muted: place.muted, sending };
  }

  async leave(rallyId: string, connectionId: string): Promise<void> {
    const [booth, place] = this.own(rallyId, connectionId);
    this.drop(rallyId, booth, place);
    await this.changed(rallyId);
  }

  async take(rallyId: string, connectionId: string): Promise<void> {
    const [booth, place] = this.own(rallyId, connectionId);
    booth.take(place);
    await this.changed(rallyId);
  }

  async mute(rallyId: string, connectionId: string, muted: boolean): Promise<Interpreter> {
    const [, place] = this.own(rallyId, connectionId);
    place.muted = muted;
    await this.changed(rallyId);
    return place;
  }

  /** @throws NotFoundError */
  async direct(caller: RallyCaller, { language, open }: DirectChannelDto): Promise<BoothsView> {
    const { rallyId } = caller;
    const booth = this.booth(rallyId, language);
    if (!booth) throw new NotFoundError('booth');
    booth.open = open;
    await this.changed(rallyId);
    const action = open ? 'interpretation.open' : 'interpretation.close';
    await this.audit.record({ actor: caller, action, subject: language, rallyId });
    return this.booths(rallyId);
  }

  /** The caller's place. @throws BoothMissingError */
  own(rallyId: string, connectionId: string): [Booth, Interpreter] {
    for (const booth of this.ofRally(rallyId)) {
      const place = booth.interpreters.find((one) => one.connectionId === connectionId);
      if (place) return [booth, place];
    }
    throw new BoothMissingError();
  }

  private booth(rallyId: string, language: SpokenLanguage): Booth | undefined {
    return this.rallyBooths.get(rallyId)?.get(language);
  }

  private ofRally(rallyId: string): Booth[] {
    return [...(this.rallyBooths.get(rallyId)?.values() ?? [])];
  }

  /** Another tab of the same person, or the same one after its socket broke. */
  private adopt(place: Interpreter, connectionId: string): void {
    clearTimeout(place.hold);
    if (place.connectionId !== null && place.connectionId !== connectionId)
      this.broadcaster.toRoom(place.connectionId, 'interpretation:ended', { reason: 'replaced' });
    place.connectionId = connectionId;
  }

  private lose(rallyId: string, connectionId: string): void {
    for (const booth of this.ofRally(rallyId)) {
      const place = booth.interpreters.find((one) => one.connectionId === connectionId);
      if (!place) continue;
      place.connectionId = null;
      this.hold(rallyId, booth, place, placeHoldMs);
      this.noted(rallyId);
    }
  }

  private hold(rallyId: string, booth: Booth, place: Interpreter, ms: number): void {
    place.hold = setTimeout(() => {
      this.drop(rallyId, booth, place);
      this.noted(rallyId);
    }, ms).unref();
  }

  /** What was there when the server stopped, each place for whoever comes back to it. */
  private async restore(): Promise<void> {
    for (const stored of await this.keeper.load()) {
      const { rallyId, language } = stored;
      const booth = Booth.restored(stored);
      const booths = this.rallyBooths.get(rallyId) ?? new Map<SpokenLanguage, Booth>();
      this.rallyBooths.set(rallyId, booths.set(language, booth));
      for (const place of booth.interpreters) this.hold(rallyId, booth, place, placeHoldAfterRestartMs);
    }
  }

  private endAll(rallyId: string, reason: InterpretationEnd, which: (place: Interpreter) => boolean): void {
    let any = false;
    for (const booth of this.ofRally(rallyId)) {
      for (const place of booth.interpreters.filter(which)) {
        this.drop(rallyId, booth, place);
        if (place.connectionId) this.broadcaster.toRoom(place.connectionId, 'interpretation:ended', { reason });
        any = true;
      }
    }
    if (any) this.noted(rallyId);
  }

  private drop(rallyId: string, booth: Booth, place: Interpreter): void {
    clearTimeout(place.hold);
    booth.remove(place);
    this.media.find(rallyId)?.speaker(place.seatId)?.close('removed');
  }

  /** As `changed`, where nobody waits for it. */
  private noted(rallyId: string): void {
    this.changed(rallyId).catch((error: unknown) => this.logger.error({ err: error, rallyId }));
  }

  /** Tells whoever is to know; resolves when it is stored. */
  private changed(rallyId: string): Promise<void> {
    this.tell(rallyId);
    return this.keeper.keep(rallyId, this.ofRally(rallyId));
  }

  private tell(rallyId: string): void {
    this.broadcaster.toRoom(rooms.booths(rallyId), 'interpretation:booths-changed', this.booths(rallyId));
    const channels = this.channels(rallyId);
    const text = JSON.stringify(channels);
    if (this.told.get(rallyId) === text) return;
    this.told.set(rallyId, text);
    this.broadcaster.toRally(rallyId, 'interpretation:changed', channels);
    this.playback.syncInterpreted(rallyId);
  }

  /** What everyone was last told. */
  private readonly told = new Map<string, string>();
}
