import { command, EmptyDto } from '../contract/contract.js';
import {
  type BallotView,
  CastBallotDto,
  DraftPollDto,
  EditPollDto,
  PollIdDto,
  PollRegionsDto,
  type PollView,
  type RegionTallyView,
  type TallyView,
} from './polls.dto.js';

export const pollCommands = {
  /** Open and closed polls; drafts too for those who may edit them. */
  'poll:list': command(EmptyDto).returns<PollView[]>(),
  'poll:draft': command(DraftPollDto).returns<PollView>(),
  'poll:edit': command(EditPollDto).returns<PollView>(),
  'poll:discard': command(PollIdDto).returns<Record<string, never>>(),
  'poll:open': command(PollIdDto).returns<PollView>(),
  'poll:close': command(PollIdDto).returns<PollView>(),
  /** Acked once committed. */
  'poll:vote': command(CastBallotDto).returns<BallotView>(),
  /** By region, of a closed poll. */
  'poll:regions': command(PollRegionsDto).returns<RegionTallyView[]>(),
  /** For good: from here on nobody can tell whose ballot is whose. For closed polls. */
  'poll:unlink': command(PollIdDto).returns<PollView>(),
};

export interface PollEvents {
  /** `myBallot` is null here; nobody has voted yet. */
  'poll:opened': (poll: PollView) => void;
  /** At most once a second per poll. */
  'poll:tallied': (tally: TallyView) => void;
  /** It was brought to its end by hand, and waits for those who see it later (`lateMs`). */
  'poll:ended': (poll: PollView) => void;
  /** The tally is in it; `myBallot` is not: keep your own. */
  'poll:closed': (poll: PollView) => void;
  /** The key between voters and ballots was destroyed. */
  'poll:unlinked': (poll: { pollId: string; at: string }) => void;
  /** To the desk: a draft was written, changed or thrown away. */
  'poll:drafted': (change: { pollId: string }) => void;
}
