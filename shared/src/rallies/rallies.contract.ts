import { command } from '../contract/contract.js';
import { MoveRallyDto, PostNoticeDto, type RallyView } from './rallies.dto.js';

export const rallyCommands = {
  'rally:move': command(MoveRallyDto).returns<RallyView>(),
  'rally:notice': command(PostNoticeDto).returns<RallyView>(),
};

export interface RallyEvents {
  'rally:changed': (rally: RallyView) => void;
}
