import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the home page says. */
export default { common, errors };
