import { claim } from '../../features/claim/claim.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the claim page says. */
export default { claim, common, errors };
