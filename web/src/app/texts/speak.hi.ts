import { stage } from '../../features/stage/stage.hi.js';
import { watch } from '../../features/watch/watch.hi.js';
import { replay } from '../../features/recordings/replay.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the speaker's page says; the programme in it says what viewers read. */
export default { common, errors, stage, replay, watch };
