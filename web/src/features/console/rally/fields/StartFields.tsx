import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Field, Select } from '../../../../ui/Field.js';
import { timeZones, wallToIso } from '../zoned-time.js';
import css from './fields.module.css';

interface StartFieldsProps {
  startsAt: string;
  timeZone: string;
  onChange: (change: { startsAt?: string; timeZone?: string }) => void;
}

/** When it starts, on the clock of the place it is announced for. */
export function StartFields({ startsAt, timeZone, onChange }: StartFieldsProps) {
  const { t } = useTranslation('rallies');
  const { moment } = useLanguage();
  const at = wallToIso(startsAt, timeZone);
  const elsewhere = timeZone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={css.pair}>
      <Field
        label={t('fieldStart')}
        type="datetime-local"
        value={startsAt}
        hint={at && elsewhere ? t('yourTime', { moment: moment(at) }) : t('startHint')}
        onChange={(event) => onChange({ startsAt: event.currentTarget.value })}
      />
      <Select
        label={t('fieldZone')}
        value={timeZone}
        options={timeZones(timeZone).map((zone) => [zone, zone.replaceAll('_', ' ')] as const)}
        onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
      />
    </div>
  );
}
