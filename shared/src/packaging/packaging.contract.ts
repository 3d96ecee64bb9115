import { command, EmptyDto } from '../contract/contract.js';
import type { StreamView } from './packaging.dto.js';

export const packagingCommands = {
  /** Where the rally's HLS is; `playback:packaged` tells when that changes. */
  'stream:find': command(EmptyDto).returns<StreamView>(),
};
