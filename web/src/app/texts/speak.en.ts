import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the speak page says. */
export default { common, errors };
