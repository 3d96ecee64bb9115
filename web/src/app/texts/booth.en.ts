import { captions } from '../../features/captions/captions.en.js';
import { captionWriter } from '../../features/captions/write/caption-writer.en.js';
import { booth } from '../../features/interpretation/booth/interpreter.en.js';
import { stage } from '../../features/stage/stage.en.js';
import { watch } from '../../features/watch/watch.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the pages beside the stage say: those who write or interpret what is said there. */
export default { common, errors, booth, captions, captionWriter, stage, watch };
