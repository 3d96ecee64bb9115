import { home } from '../../features/home/home.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the front page says. */
export default { common, errors, home };
