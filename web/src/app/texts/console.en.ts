import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the console page says. */
export default { common, errors };
