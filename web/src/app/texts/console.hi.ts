import { audit } from '../../features/console/audit/audit.hi.js';
import { organisation } from '../../features/console/organisation/organisation.hi.js';
import { people } from '../../features/console/people/people.hi.js';
import { rallies } from '../../features/console/rallies/rallies.hi.js';
import { rally } from '../../features/console/rally/rally.hi.js';
import { regionAdmin } from '../../features/console/regions/regions.hi.js';
import { console } from '../../features/console/shell/shell.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the console page says. */
export default { audit, common, console, errors, organisation, people, rallies, rally, regionAdmin };
