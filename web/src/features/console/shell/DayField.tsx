import { useTranslation } from 'react-i18next';
import { DateField } from '../../../ui/DateField.js';

interface DayFieldProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (day: string) => void;
}

/** A day in the console's words. */
export function DayField(props: DayFieldProps) {
  const { t } = useTranslation('console');
  return <DateField {...props} placeholder={t('dayPlaceholder')} wrong={t('dayWrong')} pick={t('dayPick')} />;
}
