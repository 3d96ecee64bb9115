import { signIn } from '../../features/sign-in/sign-in.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the page for signing in says. */
export default { common, errors, signIn };
