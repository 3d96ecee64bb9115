import { captions } from '../../features/captions/captions.en.js';
import { chat } from '../../features/chat/chat.en.js';
import { account } from '../../features/console/account/account.en.js';
import { audit } from '../../features/console/audit/audit.en.js';
import { desk } from '../../features/console/desk/desk.en.js';
import { deskChat } from '../../features/console/desk/chat/desk-chat.en.js';
import { deskCrowd } from '../../features/console/desk/crowd/crowd.en.js';
import { deskKeys } from '../../features/console/desk/keys/keys.en.js';
import { deskPolls } from '../../features/console/desk/polls/desk-polls.en.js';
import { rules } from '../../features/console/rules/rules.en.js';
import { deskHold } from '../../features/console/desk/hold/desk-hold.en.js';
import { deskQuestions } from '../../features/console/desk/questions/desk-questions.en.js';
import { organisation } from '../../features/console/organisation/organisation.en.js';
import { people } from '../../features/console/people/people.en.js';
import { rallies } from '../../features/console/rallies/rallies.en.js';
import { rally } from '../../features/console/rally/rally.en.js';
import { recordings } from '../../features/console/recordings/recordings.en.js';
import { regionAdmin } from '../../features/console/regions/regions.en.js';
import { captionKeys } from '../../features/console/captions/caption-keys.en.js';
import { streams } from '../../features/console/streams/streams.en.js';
import { console } from '../../features/console/shell/shell.en.js';
import { moderation } from '../../features/moderation/moderation.en.js';
import { polls } from '../../features/polls/polls.en.js';
import { watch } from '../../features/watch/watch.en.js';
import { replay } from '../../features/recordings/replay.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

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
