import { claim } from '../../features/claim/claim.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the claim page says. */
export default { claim, common, errors };
