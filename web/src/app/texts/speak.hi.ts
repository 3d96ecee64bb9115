import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the speak page says. */
export default { common, errors };
