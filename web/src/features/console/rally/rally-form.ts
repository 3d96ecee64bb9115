import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type {
  ChatAudience,
  CreateRallyDto,
  EditRallyDto,
  RallyView,
  WatchAudience,
} from '@sammelan/shared/rallies/rallies.dto.js';
import { isoToWall, wallToIso } from './zoned-time.js';

/** A rally's details as the form holds them: the start as a clock on the wall shows it. */
export interface RallyForm {
  title: LocalText;
  description: LocalText;
  slug: string;
  /** `2026-11-01T18:30`, or empty. */
  startsAt: string;
  timeZone: string;
  regionPath: string;
  chatAudience: ChatAudience;
  watchAudience: WatchAudience;
}

export const emptyForm: RallyForm = {
  title: {},
  description: {},
  slug: '',
  startsAt: '',
  timeZone: 'Asia/Kolkata',
  regionPath: '/',
  chatAudience: 'everyone',
  watchAudience: 'everyone',
};

export const formOf = (rally: RallyView): RallyForm => ({
  title: rally.title,
  description: rally.description,
  slug: rally.slug,
  startsAt: rally.startsAt ? isoToWall(rally.startsAt, rally.timeZone) : '',
  timeZone: rally.timeZone,
  regionPath: rally.regionPath,
  chatAudience: rally.chatAudience,
  watchAudience: rally.watchAudience,
});

/** A text without what is empty: the wire knows a language that is missing, not one that is blank. */
export const trimmed = (text: LocalText): LocalText =>
  Object.fromEntries(
    Object.entries(text)
      .map(([language, value]) => [language, value.trim()])
      .filter(([, value]) => value),
  );

export const hasText = (text: LocalText): boolean => Object.keys(trimmed(text)).length > 0;

/** As the server wants it: 3 to 60 small letters, digits and dashes, no dash at an end. */
export const isSlug = (slug: string): boolean => /^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$/.test(slug);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a form says that the rally does not yet; empty where nothing differs. */
export function changesOf(form: RallyForm, rally: RallyView): EditRallyDto {
  const before = formOf(rally);
  const startsAt = wallToIso(form.startsAt, form.timeZone);
  const timeMoved = form.startsAt !== before.startsAt || form.timeZone !== before.timeZone;
  return {
    ...(!same(trimmed(form.title), trimmed(before.title)) && { title: trimmed(form.title) }),
    ...(!same(trimmed(form.description), trimmed(before.description)) && { description: trimmed(form.description) }),
    ...(form.slug !== before.slug && { slug: form.slug }),
    ...(timeMoved && startsAt && { startsAt }),
    ...(form.timeZone !== before.timeZone && { timeZone: form.timeZone }),
    ...(form.regionPath !== before.regionPath && { regionPath: form.regionPath }),
    ...(form.watchAudience !== before.watchAudience && { watchAudience: form.watchAudience }),
    ...(form.chatAudience !== before.chatAudience && { chatAudience: form.chatAudience }),
  };
}

export function creationOf(form: RallyForm): CreateRallyDto {
  const startsAt = wallToIso(form.startsAt, form.timeZone);
  const { timeZone, regionPath, chatAudience, watchAudience } = form;
  return {
    title: trimmed(form.title),
    ...(startsAt && { startsAt }),
    timeZone,
    regionPath,
    chatAudience,
    watchAudience,
  };
}
