import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Field, Select } from '../../../../ui/Field.js';
import { timeZones, wallToIso } from '../zoned-time.js';
import { DayField } from '../../shell/DayField.js';
import css from './fields.module.css';

/** When people are home from work. */
const usualTime = '18:00';

interface StartFieldsProps {
  startsAt: string;
  timeZone: string;
  onChange: (change: { startsAt?: string; timeZone?: string }) => void;
}

/** When it starts, on the clock of the place it is announced for. */
export function StartFields({ startsAt, timeZone, onChange }: StartFieldsProps) {
  const { t } = useTranslation('rallies');
  const { moment } = useLanguage();
  const [day = '', time = ''] = startsAt.split('T');
  const at = wallToIso(startsAt, timeZone);
  const elsewhere = timeZone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={css.pair}>
      <DayField
        label={t('fieldDay')}
        value={day}
        hint={at && elsewhere ? t('yourTime', { moment: moment(at) }) : t('startHint')}
        onChange={(next) => onChange({ startsAt: next && `${next}T${time || usualTime}` })}
      />
      <Field
        label={t('fieldTime')}
        type="time"
        value={time}
        disabled={day === ''}
        onChange={(event) => onChange({ startsAt: `${day}T${event.currentTarget.value || usualTime}` })}
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
