import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the watch page says. */
export default { common, errors };
