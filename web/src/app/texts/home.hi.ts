import { home } from '../../features/home/home.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the front page says. */
export default { common, errors, home };
