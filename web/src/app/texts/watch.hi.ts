import { captions } from '../../features/captions/captions.hi.js';
import { chat } from '../../features/chat/chat.hi.js';
import { hands } from '../../features/hands/hands.hi.js';
import { interpretation } from '../../features/interpretation/interpretation.hi.js';
import { join } from '../../features/join/join.hi.js';
import { moderation } from '../../features/moderation/moderation.hi.js';
import { phones } from '../../features/phones/phones.hi.js';
import { polls } from '../../features/polls/polls.hi.js';
import { questions } from '../../features/questions/questions.hi.js';
import { regions } from '../../features/regions/regions.hi.js';
import { watch } from '../../features/watch/watch.hi.js';
import { replay } from '../../features/recordings/replay.hi.js';
import { common } from './common.hi.js';
import { errors } from './errors.hi.js';

/** What the viewer's page and the invite's page say. */
export default {
  common,
  errors,
  captions,
  chat,
  hands,
  interpretation,
  join,
  moderation,
  phones,
  polls,
  questions,
  regions,
  replay,
  watch,
};
