import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { CreateRallyDto, EditRallyDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isJoinable, mayMove, type RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Admission } from '../realtime/admission.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { RallyNotOpenError, RallyTransitionError, SlugTakenError } from './rallies.errors.js';
import { RalliesRepository } from './rallies.repository.js';
import type { Rally } from './rally.entity.js';

type StateListener = (rally: Rally, from: RallyState) => Promise<void> | void;

/** A rally's life. Rallies that somebody looks at are kept in memory, so that a viewer's handshake costs no query. */
@Injectable()
export class RalliesService implements OnModuleInit {
  private readonly bySlug = new Map<string, Rally>();
  private readonly byId = new Map<string, Rally>();
  private readonly moved: StateListener[] = [];

  constructor(
    private readonly repository: RalliesRepository,
    private readonly organisation: OrganisationService,
    private readonly callers: CallersService,
    private readonly admission: Admission,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.admission.rallyBy(async (slug, caller) => {
      const rally = await this.getBySlug(slug);
      this.demandJoinable(rally, caller);
      return { id: rally.id, organisationId: rally.organisationId };
    });
  }

  /** Features that act on a change of state (the stage closes, figures are counted). Called in order, awaited. */
  onMoved(listener: StateListener): void {
    this.moved.push(listener);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Rally> {
    const rally = this.byId.get(id) ?? (await this.repository.find(id));
    if (!rally) throw new NotFoundError('rally');
    return this.remember(rally);
  }

  /** @throws NotFoundError */
  async getBySlug(slug: string): Promise<Rally> {
    const rally = this.bySlug.get(slug) ?? (await this.repository.findBySlug(slug));
    if (!rally) throw new NotFoundError('rally');
    return this.remember(rally);
  }

  async list(states: readonly RallyState[]): Promise<RallyView[]> {
    return (await this.repository.list(this.organisation.id, states)).map((rally) => this.view(rally));
  }

  async create(dto: CreateRallyDto): Promise<RallyView> {
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
      regionPath: dto.regionPath ?? '/',
      chatAudience: dto.chatAudience ?? 'everyone',
      coverFile: null,
      notice: null,
      liveAt: null,
      endedAt: null,
      figuresReleased: false,
      figures: null,
    };
    if (!(await this.repository.insert(rally))) throw new SlugTakenError(rally.slug);
    return this.view(await this.get(id));
  }

  async edit(id: string, dto: EditRallyDto): Promise<RallyView> {
    const { startsAt, ...rest } = dto;
    const change = { ...rest, ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt) }) };
    return this.change(id, change);
  }

  /** Puts a notice under everybody's picture, or takes it down. */
  notice(id: string, text: string): Promise<RallyView> {
    return this.change(id, { notice: text.trim() || null });
  }

  /** @throws RallyTransitionError where the rules do not know the way, or somebody else was faster */
  async move(id: string, to: RallyState): Promise<RallyView> {
    const { state: from } = await this.get(id);
    if (!mayMove(from, to) || !(await this.repository.move(id, from, to))) throw new RallyTransitionError(from, to);
    const rally = await this.reload(id);
    for (const listener of this.moved) await listener(rally, from);
    return this.announce(id);
  }

  /** Stores a change and tells everyone in the rally. @throws SlugTakenError */
  async change(id: string, change: Partial<Rally>): Promise<RallyView> {
    const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await this.get(id);
    if (Object.keys(known).length && !(await this.repository.update(id, known))) {
      throw new SlugTakenError(change.slug ?? '');
    }
    return this.announce(id);
  }

  /** The public face of a rally, for its link. Drafts are seen by the desk only. */
  async publicView(slug: string, caller: Caller | null): Promise<RallyView> {
    const rally = await this.getBySlug(slug);
    this.demandJoinable(rally, caller);
    return this.view(rally);
  }

  view(rally: Rally): RallyView {
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
      coverUrl: rally.coverFile && `/api/rallies/public/${rally.slug}/cover?v=${rally.coverFile}`,
      liveAt: rally.liveAt?.toISOString() ?? null,
      endedAt: rally.endedAt?.toISOString() ?? null,
      figuresReleased: rally.figuresReleased,
      figures: rally.figuresReleased ? rally.figures : null,
      notice: rally.notice,
      organisation: { name, accent },
    };
  }

  private demandJoinable(rally: Rally, caller: Caller | null): void {
    if (isJoinable(rally.state)) return;
    const target = { organisationId: rally.organisationId, rallyId: rally.id };
    if (caller && this.callers.may(caller, 'rally.desk', target)) return;
    throw rally.state === 'draft' ? new NotFoundError('rally') : new RallyNotOpenError();
  }

  private async announce(id: string): Promise<RallyView> {
    const view = this.view(await this.reload(id));
    this.broadcaster.toRally(id, 'rally:changed', view);
    return view;
  }

  private async reload(id: string): Promise<Rally> {
    const before = this.byId.get(id);
    if (before) this.bySlug.delete(before.slug);
    this.byId.delete(id);
    return this.get(id);
  }

  private remember(rally: Rally): Rally {
    this.byId.set(rally.id, rally);
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
