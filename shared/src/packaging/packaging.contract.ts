import { command, EmptyDto } from '../contract/contract.js';
import type { StreamView } from './packaging.dto.js';

export const packagingCommands = {
  /** Where the rally's HLS is; changes come as `stream:changed`. */
  'stream:find': command(EmptyDto).returns<StreamView>(),
};

export interface PackagingEvents {
  'stream:changed': (stream: StreamView) => void;
}
