import { captions } from '../../features/captions/captions.hi.js';
import { chat } from '../../features/chat/chat.hi.js';
import { account } from '../../features/console/account/account.hi.js';
import { audit } from '../../features/console/audit/audit.hi.js';
import { desk } from '../../features/console/desk/desk.hi.js';
import { deskChat } from '../../features/console/desk/chat/desk-chat.hi.js';
import { deskCrowd } from '../../features/console/desk/crowd/crowd.hi.js';
import { deskKeys } from '../../features/console/desk/keys/keys.hi.js';
import { deskPolls } from '../../features/console/desk/polls/desk-polls.hi.js';
import { rules } from '../../features/console/rules/rules.hi.js';
import { deskHold } from '../../features/console/desk/hold/desk-hold.hi.js';
import { deskQuestions } from '../../features/console/desk/questions/desk-questions.hi.js';
import { organisation } from '../../features/console/organisation/organisation.hi.js';
import { people } from '../../features/console/people/people.hi.js';
import { rallies } from '../../features/console/rallies/rallies.hi.js';
import { rally } from '../../features/console/rally/rally.hi.js';
import { recordings } from '../../features/console/recordings/recordings.hi.js';
import { regionAdmin } from '../../features/console/regions/regions.hi.js';
import { captionKeys } from '../../features/console/captions/caption-keys.hi.js';
import { streams } from '../../features/console/streams/streams.hi.js';
import { console } from '../../features/console/shell/shell.hi.js';
import { moderation } from '../../features/moderation/moderation.hi.js';
import { polls } from '../../features/polls/polls.hi.js';
import { watch } from '../../features/watch/watch.hi.js';
import { replay } from '../../features/recordings/replay.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the console page says. */
export default {
  account,
  audit,
  captions,
  chat,
  common,
  console,
  desk,
  deskChat,
  deskCrowd,
  deskKeys,
  deskPolls,
  rules,
  deskHold,
  deskQuestions,
  errors,
  moderation,
  organisation,
  people,
  polls,
  rallies,
  rally,
  recordings,
  regionAdmin,
  replay,
  captionKeys,
  streams,
  watch,
};
