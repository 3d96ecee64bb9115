import { signIn } from '../../features/sign-in/sign-in.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the page for signing in says. */
export default { common, errors, signIn };
