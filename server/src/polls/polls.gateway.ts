import { Injectable } from '@nestjs/common';
import type { EmptyDto } from '@sammelan/shared/contract/contract.js';
import type {
  BallotView,
  CastBallotDto,
  DraftPollDto,
  EditPollDto,
  PollIdDto,
  PollRegionsDto,
  PollView,
  RegionTallyView,
} from '@sammelan/shared/polls/polls.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { PollUnlinkingService } from './poll-unlinking.service.js';
import { PollsService } from './polls.service.js';

@Injectable()
export class PollsGateway {
  constructor(
    private readonly polls: PollsService,
    private readonly unlinking: PollUnlinkingService,
  ) {}

  @OnCommand('poll:list', 'poll.read')
  list({ data }: AppSocket, _: EmptyDto): Promise<PollView[]> {
    return this.polls.list(data);
  }

  @OnCommand('poll:draft', 'poll.edit')
  draft({ data }: AppSocket, dto: DraftPollDto): Promise<PollView> {
    return this.polls.draft(data, dto);
  }

  @OnCommand('poll:edit', 'poll.edit')
  edit({ data }: AppSocket, { pollId, ...dto }: EditPollDto): Promise<PollView> {
    return this.polls.edit(data, pollId, dto);
  }

  @OnCommand('poll:discard', 'poll.edit')
  async discard({ data }: AppSocket, { pollId }: PollIdDto): Promise<Record<string, never>> {
    await this.polls.discard(data, pollId);
    return {};
  }

  @OnCommand('poll:open', 'poll.edit')
  open({ data }: AppSocket, { pollId }: PollIdDto): Promise<PollView> {
    return this.polls.open(data, pollId);
  }

  @OnCommand('poll:close', 'poll.edit')
  close({ data }: AppSocket, { pollId }: PollIdDto): Promise<PollView> {
    return this.polls.close(data, pollId);
  }

  @OnCommand('poll:vote', 'poll.vote')
  vote({ data }: AppSocket, dto: CastBallotDto): Promise<BallotView> {
    return this.polls.vote(data, dto);
  }

  @OnCommand('poll:regions', 'poll.read')
  regions({ data }: AppSocket, { pollId, parentPath }: PollRegionsDto): Promise<RegionTallyView[]> {
    return this.polls.regions(data, pollId, parentPath);
  }

  @OnCommand('poll:unlink', 'poll.unlink')
  unlink({ data }: AppSocket, { pollId }: PollIdDto): Promise<PollView> {
    return this.unlinking.unlink(data, pollId);
  }
}
