import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the home page says. */
export default { common, errors };
