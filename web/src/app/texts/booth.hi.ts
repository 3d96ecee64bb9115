import { captions } from '../../features/captions/captions.hi.js';
import { captionWriter } from '../../features/captions/write/caption-writer.hi.js';
import { booth } from '../../features/interpretation/booth/interpreter.hi.js';
import { stage } from '../../features/stage/stage.hi.js';
import { watch } from '../../features/watch/watch.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the pages beside the stage say: those who write or interpret what is said there. */
export default { common, errors, booth, captions, captionWriter, stage, watch };
