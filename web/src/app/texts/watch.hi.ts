import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the watch page says. */
export default { common, errors };
