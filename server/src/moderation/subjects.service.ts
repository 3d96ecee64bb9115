import { Injectable } from '@nestjs/common';
import { highestRole, type Role, roles } from '@sammelan/shared/access/access.rules.js';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { GrantsService } from '../access/grants.service.js';
import { AttendanceService } from '../attendance/attendance.service.js';
import { ChatRoomsService, type StoredMessage } from '../chat/chat-rooms.service.js';
import { MessageGoneError } from '../chat/chat.errors.js';
import { PhonesService } from '../phones/phones.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Connections } from '../realtime/connections.js';
import type { Reach } from './held.repository.js';
import type { SilencedPerson } from './moderation.repository.js';
import { type Silence, SilenceBook } from './silence-book.js';

interface Person extends SilencedPerson {
  /** Every region they are known to be from: where they are now, and where they last wrote from. */
  regionPaths: string[];
}

/**
 * Whom and what a moderator may act on: the people of their own subtree and the messages written from it (those without a
 * region are the whole rally's), but nobody who holds an equal or a higher role, nor themselves.
 */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly rooms: ChatRoomsService,
    private readonly book: SilenceBook,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly attendance: AttendanceService,
    private readonly connections: Connections,
    private readonly phones: PhonesService,
  ) {}

  /** @throws MessageGoneError, ForbiddenError */
  async message(caller: RallyCaller, messageId: string): Promise<StoredMessage> {
    const message = await this.rooms.find(messageId);
    if (message?.rallyId !== caller.rallyId || message.removedAt) throw new MessageGoneError();
    await this.demandWithin(caller, message.regionPath === null ? [] : [message.regionPath]);
    if (message.authorId !== caller.identityId) this.demandLower(caller, message.authorId);
    return message;
  }

  /** Somebody who is in the rally or was, or has a part in it, or is silenced. @throws NotFoundError, ForbiddenError */
  async person(caller: RallyCaller, identityId: string): Promise<SilencedPerson> {
    const { regionPaths, ...person } = await this.find(caller.rallyId, identityId);
    await this.demandWithin(caller, regionPaths);
    if (identityId === caller.identityId) throw new ForbiddenError();
    this.demandLower(caller, identityId);
    return person;
  }

  /** Those of the silenced whom the caller may act on. */
  async within(caller: RallyCaller, silences: Silence[]): Promise<Silence[]> {
    const { regionPath: whole } = await this.rallies.get(caller.rallyId);
    return silences.filter(({ regionPath }) => this.mayActIn(caller, regionPath ?? whole));
  }

  /** Whose messages the caller may decide on. */
  async reach(caller: RallyCaller): Promise<Reach> {
    const { regionPath } = await this.rallies.get(caller.rallyId);
    const paths = caller.grants.map((grant) => grant.regionPath).filter((path) => this.mayActIn(caller, path));
    return { rallyId: caller.rallyId, whole: this.mayActIn(caller, regionPath), paths };
  }

  private async find(rallyId: string, identityId: string): Promise<Person> {
    const live = this.connections.inRally(rallyId, identityId).map(({ data }) => data);
    const known = this.book.of(rallyId, identityId);
    const last = await this.rooms.lastOf(rallyId, identityId);
    const phoneId = await this.phones.phoneIdOf(identityId);
    const watched = await this.attendance.lastRegion(rallyId, identityId);
    const { organisationId } = await this.rallies.get(rallyId);
    const role = highestRole(this.grants.of(identityId), { organisationId, rallyId }, Date.now());
    if (live.length === 0 && !last && !known && watched === null && !role) throw new NotFoundError('person');
    const paths = [...live.map(({ region }) => region?.path), last?.regionPath, known?.regionPath, watched];
    const regionPaths = paths.filter((path): path is string => typeof path === 'string' && path !== '/');
    return {
      rallyId,
      identityId,
      name: live[0]?.name ?? last?.authorName ?? known?.name ?? (await this.grants.nameOf(identityId)),
      regionPath: regionPaths[0] ?? null,
      regionPaths,
      phoneIds: phoneId === null ? [] : [phoneId],
      deviceIds: [...new Set([...live.map(({ deviceId }) => deviceId), ...(last ? [last.deviceId] : [])])],
    };
  }

  private async demandWithin(caller: RallyCaller, regionPaths: string[]): Promise<void> {
    const { regionPath: whole } = await this.rallies.get(caller.rallyId);
    if (![whole, ...regionPaths].some((path) => this.mayActIn(caller, path))) throw new ForbiddenError();
  }

  private mayActIn(caller: RallyCaller, regionPath: string): boolean {
    const { organisationId, rallyId } = caller;
    return this.callers.may(caller, 'chat.moderate', { organisationId, rallyId, regionPath });
  }

  private demandLower(caller: RallyCaller, identityId: string): void {
    const [own, other] = [this.roleOf(caller, caller.identityId), this.roleOf(caller, identityId)];
    if (other !== null && (own === null || roles.indexOf(own) >= roles.indexOf(other))) throw new ForbiddenError();
  }

  private roleOf({ organisationId, rallyId }: RallyCaller, identityId: string): Role | null {
    return highestRole(this.grants.of(identityId), { organisationId, rallyId }, Date.now());
  }
}
