import type { captions } from '../../features/captions/captions.en.js';
import type { captionWriter } from '../../features/captions/write/caption-writer.en.js';
import type { chat } from '../../features/chat/chat.en.js';
import type { hands } from '../../features/hands/hands.en.js';
import type { home } from '../../features/home/home.en.js';
import type { booth } from '../../features/interpretation/booth/interpreter.en.js';
import type { interpretation } from '../../features/interpretation/interpretation.en.js';
import type { join } from '../../features/join/join.en.js';
import type { moderation } from '../../features/moderation/moderation.en.js';
import type { phones } from '../../features/phones/phones.en.js';
import type { polls } from '../../features/polls/polls.en.js';
import type { questions } from '../../features/questions/questions.en.js';
import type { regions } from '../../features/regions/regions.en.js';
import type { replay } from '../../features/recordings/replay.en.js';
import type { stage } from '../../features/stage/stage.en.js';
import type { watch } from '../../features/watch/watch.en.js';
import type { claim } from '../../features/claim/claim.en.js';
import type { account } from '../../features/console/account/account.en.js';
import type { signIn } from '../../features/sign-in/sign-in.en.js';
import type { audit } from '../../features/console/audit/audit.en.js';
import type { desk } from '../../features/console/desk/desk.en.js';
import type { deskChat } from '../../features/console/desk/chat/desk-chat.en.js';
import type { deskCrowd } from '../../features/console/desk/crowd/crowd.en.js';
import type { deskKeys } from '../../features/console/desk/keys/keys.en.js';
import type { deskPolls } from '../../features/console/desk/polls/desk-polls.en.js';
import type { rules } from '../../features/console/rules/rules.en.js';
import type { deskHold } from '../../features/console/desk/hold/desk-hold.en.js';
import type { deskQuestions } from '../../features/console/desk/questions/desk-questions.en.js';
import type { organisation } from '../../features/console/organisation/organisation.en.js';
import type { people } from '../../features/console/people/people.en.js';
import type { rallies } from '../../features/console/rallies/rallies.en.js';
import type { rally } from '../../features/console/rally/rally.en.js';
import type { recordings } from '../../features/console/recordings/recordings.en.js';
import type { regionAdmin } from '../../features/console/regions/regions.en.js';
import type { captionKeys } from '../../features/console/captions/caption-keys.en.js';
import type { streams } from '../../features/console/streams/streams.en.js';
import type { console } from '../../features/console/shell/shell.en.js';
import type { common } from '../texts/common.en.js';
import type { errors } from '../texts/errors.en.js';

/**
 * Every namespace of texts, by feature. A feature adds a line here and its files `<feature>.en.ts` and `<feature>.hi.ts`;
 * the pages that show it add them to `app/texts/<page>.<language>.ts`.
 */
export interface Texts {
  common: typeof common;
  errors: typeof errors;
  booth: typeof booth;
  captions: typeof captions;
  captionWriter: typeof captionWriter;
  chat: typeof chat;
  hands: typeof hands;
  home: typeof home;
  interpretation: typeof interpretation;
  join: typeof join;
  moderation: typeof moderation;
  phones: typeof phones;
  polls: typeof polls;
  questions: typeof questions;
  regions: typeof regions;
  replay: typeof replay;
  stage: typeof stage;
  watch: typeof watch;
  account: typeof account;
  signIn: typeof signIn;
  audit: typeof audit;
  claim: typeof claim;
  console: typeof console;
  desk: typeof desk;
  deskChat: typeof deskChat;
  deskCrowd: typeof deskCrowd;
  deskKeys: typeof deskKeys;
  deskPolls: typeof deskPolls;
  rules: typeof rules;
  deskHold: typeof deskHold;
  deskQuestions: typeof deskQuestions;
  organisation: typeof organisation;
  people: typeof people;
  rallies: typeof rallies;
  rally: typeof rally;
  recordings: typeof recordings;
  regionAdmin: typeof regionAdmin;
  captionKeys: typeof captionKeys;
  streams: typeof streams;
}

/** The same keys in another language. */
export type Translated<T> = { readonly [K in keyof T]: string };

/** The namespaces that one page uses, in one language. */
export type PageTexts = { readonly [N in keyof Texts]?: Translated<Texts[N]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
    returnNull: false;
  }
}
