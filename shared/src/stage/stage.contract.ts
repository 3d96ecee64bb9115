import { command, EmptyDto } from '../contract/contract.js';
import {
  CloseSourceDto,
  ConnectTransportDto,
  CueSeatDto,
  DirectProgrammeDto,
  type HandView,
  IdentityIdDto,
  type LevelsView,
  type MediaJson,
  PauseSourceDto,
  type ProducedView,
  ProduceDto,
  type ProgrammeView,
  SeatIdDto,
  type SeatView,
  type StageView,
  TakeSeatDto,
  TransportIdDto,
  type TransportView,
} from './stage.dto.js';

export const stageCommands = {
  /** The stage as the desk and the speakers see it; further changes come as `stage:changed`. */
  'stage:watch': command(EmptyDto).returns<StageView>(),
  /** What is on air now, as everyone sees it; further changes come as `programme:changed`. */
  'stage:programme': command(EmptyDto).returns<ProgrammeView>(),
  /** Takes the caller's own seat in the green room, or comes back to it. */
  'stage:sit': command(TakeSeatDto).returns<SeatView>(),
  'stage:leave': command(EmptyDto).returns<Record<string, never>>(),
  /** Opens the caller's sending transport; an earlier one of the same seat is closed. */
  'stage:open-transport': command(EmptyDto).returns<TransportView>(),
  'stage:connect-transport': command(ConnectTransportDto).returns<Record<string, never>>(),
  'stage:restart-ice': command(TransportIdDto).returns<{ iceParameters: MediaJson }>(),
  'stage:produce': command(ProduceDto).returns<ProducedView>(),
  'stage:pause': command(PauseSourceDto).returns<SeatView>(),
  'stage:stop': command(CloseSourceDto).returns<SeatView>(),
  /** Producer: puts seats on air in a layout. */
  'stage:direct': command(DirectProgrammeDto).returns<StageView>(),
  /** Producer: a word to someone in the green room. */
  'stage:cue': command(CueSeatDto).returns<SeatView>(),
  /** Producer: sends someone off the stage. */
  'stage:unseat': command(SeatIdDto).returns<StageView>(),
  'hand:raise': command(EmptyDto).returns<HandView>(),
  'hand:lower': command(EmptyDto).returns<Record<string, never>>(),
  /** Producer: brings a raised hand to the green room (the viewer is told by `hand:invited` and may sit down). */
  'hand:invite': command(IdentityIdDto).returns<StageView>(),
  'hand:dismiss': command(IdentityIdDto).returns<StageView>(),
};

export interface StageEvents {
  'stage:changed': (stage: StageView) => void;
  'programme:changed': (programme: ProgrammeView) => void;
  /**
   * To the desk and the speakers, at most twice a second, while anybody is heard; once empty when all fall silent. To
   * everyone, at most once a second, when the floor changes among several seats on air.
   */
  'stage:levelled': (levels: LevelsView) => void;
  /** To one viewer: the producer asks you on stage. */
  'hand:invited': () => void;
  'hand:dismissed': () => void;
  /** To one speaker's tab: the seat is gone, or (`replaced`) another tab of theirs uses it now. */
  'seat:ended': (end: { reason: 'unseated' | 'hold-expired' | 'replaced' | 'revoked' }) => void;
  /** To one speaker: the media plane was rebuilt; open the transport and produce again. */
  'seat:reset': () => void;
}
