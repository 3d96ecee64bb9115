import { command, EmptyDto } from '../contract/contract.js';
import type { RecordingView } from './recordings.dto.js';

export const recordingCommands = {
  /** The rally's recording, for the desk; changes come as `recording:changed`. */
  'recording:watch': command(EmptyDto).returns<RecordingView>(),
};

export interface RecordingEvents {
  /** To those who watch it: it began, stopped, is ready; the disk fills up. */
  'recording:changed': (recording: RecordingView) => void;
  /** To everyone in the rally: its replay can be watched now, or no longer. */
  'replay:changed': (replay: { available: boolean }) => void;
}
