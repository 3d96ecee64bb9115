import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { CreateRallyDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isJoinable, moveHindrance, type RallyState, slugPattern } from '@sammelan/shared/rallies/rallies.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { RallyScopes } from '../access/rally-scopes.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Admission } from '../realtime/admission.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import { RegionsService } from '../regions/regions.service.js';
import {
  RallyNotOpenError,
  RallyPrivateError,
  RallyTransitionError,
  SlugTakenError,
  StartNeededError,
} from './rallies.errors.js';
import { pictureUrl } from './pictures.service.js';
import { RalliesRepository } from './rallies.repository.js';
import type { Rally } from './rally.entity.js';
import { RallyFiguresService } from './rally-figures.service.js';

type StateListener = (rally: Rally, from: RallyState) => Promise<void> | void;
type InviteCheck = (rallyId: string, identityId: string) => Promise<boolean>;
type ChangeListener = (rallyId: string, change: RallyChange) => Promise<void> | void;

/** What may be changed of a rally from outside; its state has its own way. */
export type RallyChange = Partial<Omit<Rally, 'id' | 'organisationId' | 'state' | 'createdAt'>>;

/** A rally's life. Rallies that somebody looks at are kept in memory, so that a viewer's handshake costs no query. */
@Injectable()
export class RalliesService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(RalliesService.name);
  private readonly bySlug = new Map<string, Rally>();
  private readonly byId = new Map<string, Rally>();
  private readonly moved: StateListener[] = [];
  private readonly changed: ChangeListener[] = [];
  private wasInvited: InviteCheck = () => Promise.resolve(false);

  constructor(
    private readonly repository: RalliesRepository,
    private readonly figures: RallyFiguresService,
    private readonly organisation: OrganisationService,
    private readonly regions: RegionsService,
    private readonly callers: CallersService,
    private readonly scopes: RallyScopes,
    private readonly admission: Admission,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.scopes.by(async (id) => (await this.repository.find(id))?.regionPath ?? null);
    this.admission.rallyBy(async (slug, caller) => {
      const rally = await this.getBySlug(slug);
      await this.demandEntry(rally, caller);
      return { id: rally.id, organisationId: rally.organisationId };
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.relocate();
    this.regions.onChanged(() => this.relocate());
    // What was not counted at a rally's end, because the server was killed or a feature could not, is counted now.
    for (const rally of await this.repository.uncounted(this.organisation.id)) await this.count(rally);
  }

  /** Features that act on a change of state (the stage closes, polls close). Called in order, awaited. */
  onMoved(listener: StateListener): void {
    this.moved.push(listener);
  }

  /** The feature that has invites says who redeemed one of a rally's. */
  invitesBy(check: InviteCheck): void {
    this.wasInvited = check;
  }

  /** Features that tell others what has been changed of a rally. Called in order, awaited, once everyone has the rally. */
  onChanged(listener: ChangeListener): void {
    this.changed.push(listener);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Rally> {
    const rally = this.byId.get(id) ?? (await this.repository.find(id));
    if (!rally) throw new NotFoundError('rally');
    return this.remember(rally);
  }

  /** @throws NotFoundError */
  async getBySlug(slug: string): Promise<Rally> {
    const rally = slugPattern.test(slug) && (this.bySlug.get(slug) ?? (await this.repository.findBySlug(slug)));
    if (!rally) throw new NotFoundError('rally');
    return this.remember(rally);
  }

  /** Newest start first. */
  async list(states: readonly RallyState[]): Promise<Rally[]> {
    const rallies = await this.repository.list(this.organisation.id, states);
    for (const { id, regionPath } of rallies) this.scopes.set(id, regionPath);
    return rallies;
  }

  /** A new draft. @throws SlugTakenError, RegionUnknownError */
  async create(dto: CreateRallyDto): Promise<Rally> {
    const id = uuid();
    const rally: Omit<Rally, 'createdAt'> = {
      id,
      organisationId: this.organisation.id,
      slug: dto.slug ?? slugFrom(dto.title, id),
      state: 'draft',
      title: dto.title,
      description: dto.description ?? {},
      startsAt: dto.startsAt ? new Date(dto.startsAt) : null,
      timeZone: dto.timeZone ?? 'Asia/Kolkata',
      regionPath: this.regions.demandPath(dto.regionPath ?? '/'),
      chatAudience: dto.chatAudience ?? 'everyone',
      watchAudience: dto.watchAudience ?? 'everyone',
      recording: dto.recording ?? 'publish',
      lowLatency: false,
      coverFile: null,
      notice: null,
      liveAt: null,
      endedAt: null,
      figuresReleased: false,
      figures: null,
    };
    if (!(await this.repository.insert(rally))) throw new SlugTakenError(rally.slug);
    return this.get(id);
  }

  /**
   * Takes a rally on, and the features with it.
   * @throws RallyTransitionError where the rules do not know the way, or somebody else was faster; StartNeededError
   */
  async move(id: string, to: RallyState): Promise<Rally> {
    const { state: from, startsAt, endedAt } = await this.get(id);
    const hindrance = moveHindrance({ state: from, hasStart: startsAt !== null, hasEnded: endedAt !== null }, to);
    if (hindrance === 'no-start') throw new StartNeededError();
    if (hindrance || !(await this.repository.move(id, from, to))) throw new RallyTransitionError(from, to);
    const rally = await this.reload(id);
    for (const listener of this.moved) await this.tell(listener, rally, from);
    if (to === 'ended' && !rally.figures) await this.count(rally);
    const now = await this.announce(id);
    if (!isJoinable(to)) this.connections.endRally(id);
    return now;
  }

  /** Stores a change and tells everyone in the rally. @throws SlugTakenError, RegionUnknownError, StartNeededError */
  async change(id: string, change: RallyChange): Promise<Rally> {
    const { state } = await this.get(id);
    const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as RallyChange;
    if (known.startsAt === null && state === 'scheduled') throw new StartNeededError();
    if (known.regionPath !== undefined) this.regions.demandPath(known.regionPath);
    if (Object.keys(known).length && !(await this.repository.update(id, known))) {
      throw new SlugTakenError(known.slug ?? '');
    }
    const rally = await this.announce(id);
    for (const listener of this.changed) await listener(id, known);
    if (known.watchAudience === 'invited') await this.sendUninvitedHome(rally);
    return rally;
  }

  /**
   * As anyone sees it. Drafts and archived rallies are seen by the desk only, private ones by whoever was invited.
   * @throws NotFoundError, RallyNotOpenError, RallyPrivateError
   */
  async publicView(slug: string, caller: Caller | null): Promise<RallyView> {
    const rally = await this.getBySlug(slug);
    await this.demandEntry(rally, caller);
    return this.viewFor(rally, caller);
  }

  /** As this caller sees it. */
  viewFor(rally: Rally, caller: Caller | null): RallyView {
    return this.may(rally, caller, 'rally.figures') ? this.deskView(rally) : this.view(rally);
  }

  /** As the public sees it. */
  view(rally: Rally): RallyView {
    return { ...this.deskView(rally), figures: rally.figuresReleased ? rally.figures : null };
  }

  /** As the desk sees it: with figures that are not released yet. */
  deskView(rally: Rally): RallyView {
    const { name, accent } = this.organisation.get();
    return {
      id: rally.id,
      slug: rally.slug,
      state: rally.state,
      title: rally.title,
      description: rally.description,
      startsAt: rally.startsAt?.toISOString() ?? null,
      timeZone: rally.timeZone,
      regionPath: rally.regionPath,
      chatAudience: rally.chatAudience,
      watchAudience: rally.watchAudience,
      recording: rally.recording,
      lowLatency: rally.lowLatency,
      coverUrl: rally.coverFile && pictureUrl(rally.coverFile),
      liveAt: rally.liveAt?.toISOString() ?? null,
      endedAt: rally.endedAt?.toISOString() ?? null,
      figuresReleased: rally.figuresReleased,
      figures: rally.figures,
      notice: rally.notice,
      organisation: { name, accent },
    };
  }

  /**
   * Who may watch, and so hear where the stream is.
   * @throws RallyPrivateError
   */
  async demandInvited(rally: Rally, caller: Caller | null): Promise<void> {
    if (rally.watchAudience === 'everyone') return;
    const target = { organisationId: rally.organisationId, rallyId: rally.id };
    if (caller && this.callers.roleOf(caller.grants, target) !== null) return;
    if (!caller || !(await this.wasInvited(rally.id, caller.identityId))) throw new RallyPrivateError();
  }

  private async sendUninvitedHome(rally: Rally): Promise<void> {
    const callers = new Map(this.connections.in(rooms.rally(rally.id)).map(({ data }) => [data.identityId, data]));
    const uninvited = new Set<string>();
    for (const [identityId, caller] of callers) {
      await this.demandInvited(rally, caller).catch(() => uninvited.add(identityId));
    }
    if (uninvited.size > 0)
      this.connections.end(rally.id, 'rally-private', ({ identityId }) => uninvited.has(identityId));
  }

  private async demandEntry(rally: Rally, caller: Caller | null): Promise<void> {
    this.demandJoinable(rally, caller);
    await this.demandInvited(rally, caller);
  }

  private demandJoinable(rally: Rally, caller: Caller | null): void {
    if (isJoinable(rally.state) || this.may(rally, caller, 'rally.desk')) return;
    throw rally.state === 'draft' ? new NotFoundError('rally') : new RallyNotOpenError();
  }

  private may(rally: Rally, caller: Caller | null, permission: Permission): boolean {
    const target = { organisationId: rally.organisationId, rallyId: rally.id };
    return caller !== null && this.callers.may(caller, permission, target);
  }

  /** The move is stored: one feature's fault must keep neither the others from hearing of it nor the organiser waiting. */
  private async tell(listener: StateListener, rally: Rally, from: RallyState): Promise<void> {
    try {
      await listener(rally, from);
    } catch (error) {
      this.logger.error({ err: error, rallyId: rally.id });
    }
  }

  private async count(rally: Rally): Promise<void> {
    const figures = await this.figures.collect(rally);
    if (figures) await this.repository.update(rally.id, { figures });
  }

  private async relocate(): Promise<void> {
    for (const from of await this.repository.regionPaths()) {
      const to = this.regions.currentPath(from);
      if (to === from) continue;
      for (const id of await this.repository.relocate(from, to)) await this.announce(id);
    }
  }

  private async announce(id: string): Promise<Rally> {
    const rally = await this.reload(id);
    this.broadcaster.toRally(id, 'rally:changed', this.view(rally));
    // After it, so that the desk ends with what only the desk may see.
    if (rally.figures && !rally.figuresReleased) {
      this.broadcaster.toRoom(rooms.figures(id), 'rally:changed', this.deskView(rally));
    }
    return rally;
  }

  private async reload(id: string): Promise<Rally> {
    const before = this.byId.get(id);
    if (before) this.bySlug.delete(before.slug);
    this.byId.delete(id);
    return this.get(id);
  }

  private remember(rally: Rally): Rally {
    this.byId.set(rally.id, rally);
    this.scopes.set(rally.id, rally.regionPath);
    this.bySlug.set(rally.slug, rally);
    return rally;
  }
}

/** An address from the title's Latin letters; where there are none (a Hindi title), from the id. */
function slugFrom(title: LocalText, id: string): string {
  const words = (title.en ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  const suffix = id.slice(-4);
  return words.length >= 3 ? `${words}-${suffix}` : `rally-${id.slice(-8)}`;
}
