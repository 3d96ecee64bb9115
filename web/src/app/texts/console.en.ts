import { audit } from '../../features/console/audit/audit.en.js';
import { organisation } from '../../features/console/organisation/organisation.en.js';
import { people } from '../../features/console/people/people.en.js';
import { rallies } from '../../features/console/rallies/rallies.en.js';
import { rally } from '../../features/console/rally/rally.en.js';
import { regionAdmin } from '../../features/console/regions/regions.en.js';
import { console } from '../../features/console/shell/shell.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

/** What the console page says. */
export default { audit, common, console, errors, organisation, people, rallies, rally, regionAdmin };
