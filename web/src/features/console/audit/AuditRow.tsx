import { type Role, roles } from '@sammelan/shared/access/access.rules.js';
import type { AuditEntryView } from '@sammelan/shared/audit/audit.dto.js';
import { type RallyState, rallyStates } from '@sammelan/shared/rallies/rallies.rules.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { roleNames } from '../invites/roles.js';
import { rallyStateNames } from '../shell/rally-state-names.js';
import css from './AuditPart.module.css';
import type { audit } from './audit.en.js';

const isRole = (value: unknown): value is Role => (roles as readonly unknown[]).includes(value);
const isState = (value: unknown): value is RallyState => (rallyStates as readonly unknown[]).includes(value);

/** An id where a name was not known: shown to nobody. */
const idPattern = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** One act as a sentence, with when it was. */
export function AuditRow({ entry }: { entry: AuditEntryView }) {
  const { t, i18n } = useTranslation(['audit', 'people', 'common', 'console']);
  const { moment } = useLanguage();
  const key = entry.action.replace('.', '-') as keyof typeof audit;
  const { role, to } = entry.details;
  const sentence = t(`audit:${i18n.exists(`audit:${key}`) ? key : 'other'}`, {
    who: entry.actorName || t(entry.actorId ? 'people:unnamed' : 'people:server'),
    subject: !entry.subject || idPattern.test(entry.subject) ? t('people:unnamed') : entry.subject,
    role: isRole(role) ? t(`common:${roleNames[role]}`) : '',
    state: isState(to) ? t(`console:${rallyStateNames[to]}`) : '',
  });
  return (
    <li className={css.row}>
      <span>{sentence}</span>
      <time className={css.when} dateTime={entry.at}>
        {moment(entry.at)}
      </time>
    </li>
  );
}
