import { Injectable } from '@nestjs/common';
import type { ChapterView, ReplayChatView, ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import { chatPieceMs } from '@sammelan/shared/recordings/recordings.rules.js';
import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import type { LoggedTake } from '../media/packaging/programme-log.js';
import { PollsService } from '../polls/polls.service.js';
import { HlsService } from '../packaging/hls.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { placeOf, type Span, spanOf } from './kept-takes.js';
import { isShown, RecordingsService } from './recordings.service.js';
import { RecordingsRepository } from './recordings.repository.js';
import { Remembered } from './remembered.js';
import { ReplayKeys } from './replay-keys.js';

/** In a busy minute nobody reads more. */
const messagesPerPiece = 300;

/** A message that a moderator removes is gone from replays so much later. */
const keptMs = 10_000;

/** The key in the addresses of a replay that everyone may see. */
export const openKey = 'open';

/** A replay as people watch it: chapters, polls and chat in time. */
@Injectable()
export class ReplaysService {
  private readonly beside = new Remembered<Pick<ReplayView, 'polls' | 'chapters'>>(keptMs, 100);
  private readonly pieces = new Remembered<MessageView[]>(keptMs, 2_000);

  constructor(
    private readonly recordings: RecordingsService,
    private readonly repository: RecordingsRepository,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly keys: ReplayKeys,
    private readonly hls: HlsService,
    private readonly polls: PollsService,
    private readonly chat: ChatRoomsService,
  ) {}

  /** @throws NotFoundError where there is none, or none for this caller; RallyPrivateError */
  async view(rallyId: string, caller: Caller | null): Promise<ReplayView> {
    const key = await this.admit(rallyId, caller);
    const takes = await this.recordings.takes(rallyId, 'shown');
    const span = spanOf(takes);
    if (!span) throw new NotFoundError('replay');
    const base = `/replay/${rallyId}/${key}`;
    const beside = await this.beside.get(`${rallyId} ${span.from} ${span.to}`, async () => {
      const polls = (await this.polls.opened(rallyId)).filter(({ openedAt }) => isIn(Date.parse(openedAt ?? ''), span));
      return { polls, chapters: await this.chapters(rallyId, takes, span, polls) };
    });
    return {
      url: `${base}/master.m3u8`,
      voiceUrl: `${base}/voice.m3u8`,
      voices: (await this.hls.preparedSidesOf(rallyId, takes)).flatMap(({ type, language, playlist }) =>
        type === 'AUDIO' ? [{ language, url: `${base}/${playlist}.m3u8` }] : [],
      ),
      seconds: Math.round(span.seconds),
      published: isShown(await this.recordings.find(rallyId)),
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
      ...beside,
    };
  }

  /** A piece of what was said in the rally's own room, and whether anyone may keep it. @throws NotFoundError */
  async said(rallyId: string, caller: Caller | null, piece: number): Promise<{ view: ReplayChatView; open: boolean }> {
    const key = await this.admit(rallyId, caller);
    const span = spanOf(await this.recordings.takes(rallyId, 'shown'));
    if (!span) throw new NotFoundError('replay');
    // What was cut away is not to be read either.
    const from = Math.max(piece * chatPieceMs, span.from);
    const to = Math.min((piece + 1) * chatPieceMs, span.to);
    const messages = await this.pieces.get(`${rallyId} ${from} ${to}`, async () =>
      from < to ? this.chat.during(rallyId, new Date(from), new Date(to), messagesPerPiece) : [],
    );
    return { view: { piece, messages }, open: key === openKey };
  }

  /** The key that this caller watches it with; who may not see it is told that there is none. @throws NotFoundError */
  private async admit(rallyId: string, caller: Caller | null): Promise<string> {
    const rally = await this.rallies.get(rallyId);
    if ((await this.recordings.stateOf(rallyId)) !== 'ready') throw new NotFoundError('replay');
    if (rally.state === 'ended' && isShown(await this.recordings.find(rallyId))) {
      if (rally.watchAudience === 'everyone') return openKey;
      await this.rallies.demandInvited(rally, caller);
      return this.keys.sign(rallyId, 'invited');
    }
    const target = { organisationId: rally.organisationId, rallyId };
    if (!caller || !this.callers.may(caller, 'recording.edit', target)) throw new NotFoundError('replay');
    return this.keys.sign(rallyId, 'shown');
  }

  private async chapters(
    rallyId: string,
    takes: readonly LoggedTake[],
    span: Span,
    polls: ReplayView['polls'],
  ): Promise<ChapterView[]> {
    const marks = await this.repository.marks(rallyId);
    // Whoever was on air when it begins is its first chapter.
    const first = marks.findLastIndex(({ at }) => at.getTime() <= span.from);
    const speakers = marks.slice(Math.max(0, first)).flatMap(({ at, speakers: names }) => {
      const moment = Math.max(at.getTime(), span.from);
      return names.length > 0 && isIn(moment, span)
        ? [{ kind: 'speakers' as const, moment, title: names.join(', ') }]
        : [];
    });
    const asked = polls.map(({ openedAt, question }) => ({
      kind: 'poll' as const,
      moment: Date.parse(openedAt ?? ''),
      title: question,
    }));
    const found = [...speakers, ...asked].sort((one, other) => one.moment - other.moment);
    const begins = (found[0]?.moment ?? Infinity) > span.from + startsWithinMs;
    const start = { kind: 'start' as const, moment: span.from, title: '' };
    return [...(begins ? [start] : []), ...found].map(({ kind, moment, title }) => ({
      kind,
      at: new Date(moment).toISOString(),
      seconds: Math.round(placeOf(takes, moment) * 10) / 10,
      title,
    }));
  }
}

/** A chapter that begins so soon is the beginning. */
const startsWithinMs = 2_000;

const isIn = (moment: number, { from, to }: Span): boolean => moment >= from && moment < to;
