import { captions } from '../../features/captions/captions.en.js';
import { chat } from '../../features/chat/chat.en.js';
import { hands } from '../../features/hands/hands.en.js';
import { interpretation } from '../../features/interpretation/interpretation.en.js';
import { join } from '../../features/join/join.en.js';
import { moderation } from '../../features/moderation/moderation.en.js';
import { phones } from '../../features/phones/phones.en.js';
import { polls } from '../../features/polls/polls.en.js';
import { questions } from '../../features/questions/questions.en.js';
import { regions } from '../../features/regions/regions.en.js';
import { watch } from '../../features/watch/watch.en.js';
import { replay } from '../../features/recordings/replay.en.js';
import { common } from './common.en.js';
import { errors } from './errors.en.js';

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
