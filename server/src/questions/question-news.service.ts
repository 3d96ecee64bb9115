import { Injectable } from '@nestjs/common';
import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { isPublic } from '@sammelan/shared/questions/questions.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import { NamesService } from '../names/names.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import { RegionsService } from '../regions/regions.service.js';
import type { Question } from './question.entity.js';

/** Who sees a question, how, and who is told when it changes. */
@Injectable()
export class QuestionNews {
  constructor(
    private readonly chatRooms: ChatRoomsService,
    private readonly regions: RegionsService,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly names: NamesService,
  ) {}

  view(question: Question): QuestionView {
    const { id, clientId, authorId, authorName, text, state, votes, askedAt, answeredAt, mergedInto } = question;
    // Whoever asks from one booth is not to be found out by it.
    const regionPath =
      question.regionPath === null ? null : (this.chatRooms.keyFor(question.regionPath) ?? question.regionPath);
    return {
      id,
      clientId,
      authorId,
      // Somebody may have become a leader of this name since.
      authorName: this.names.shown(authorName, authorId),
      regionPath,
      regionName: regionPath === null ? null : this.regions.name(regionPath),
      text,
      state,
      votes,
      askedAt: askedAt.toISOString(),
      answer: answeredAt && {
        text: question.answer,
        moment: question.moment?.toISOString() ?? null,
        at: answeredAt.toISOString(),
      },
      mergedInto,
    };
  }

  /** Whether the caller moderates where the question comes from; one without a region is the whole rally's. */
  async mayModerate(caller: RallyCaller, { regionPath }: Question): Promise<boolean> {
    const { regionPath: whole } = await this.rallies.get(caller.rallyId);
    const { organisationId, rallyId } = caller;
    const target = { organisationId, rallyId, regionPath: regionPath ?? whole };
    return this.callers.may(caller, 'question.moderate', target);
  }

  /** A question is new or has changed. */
  async changed(question: Question, wasPublic: boolean): Promise<void> {
    const { id, rallyId, authorId, state, mergedInto } = question;
    const view = this.view(question);
    if (isPublic(state)) this.broadcaster.toRoom(rooms.questions(rallyId), 'question:changed', view);
    else if (wasPublic) {
      const left = { questionId: id, into: mergedInto };
      this.broadcaster.toRoom(rooms.questions(rallyId), 'question:left', left);
    }
    const told = new Set([authorId]);
    for (const { data } of this.connections.in(rooms.desk(rallyId))) {
      if (await this.mayModerate(data, question)) told.add(data.identityId);
    }
    for (const identityId of told) this.broadcaster.toIdentity(rallyId, identityId, 'question:changed', view);
  }

  shown(rallyId: string, question: Question | null): void {
    this.broadcaster.toRally(rallyId, 'question:shown', { question: question && this.view(question) });
  }

  configured(rallyId: string, open: boolean): void {
    this.broadcaster.toRally(rallyId, 'question:configured', { open });
  }

  counted(rallyId: string, counts: { questionId: string; votes: number }[]): void {
    for (const room of [rooms.questions(rallyId), rooms.desk(rallyId)])
      this.broadcaster.toRoom(room, 'question:counted', { counts });
  }
}
