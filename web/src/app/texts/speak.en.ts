import { stage } from '../../features/stage/stage.en.js';
import { watch } from '../../features/watch/watch.en.js';
import { replay } from '../../features/recordings/replay.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the speaker's page says; the programme in it says what viewers read. */
export default { common, errors, stage, replay, watch };
