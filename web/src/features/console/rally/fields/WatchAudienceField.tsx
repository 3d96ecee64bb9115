import type { WatchAudience } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../../ui/Field.js';

/** Who may watch. */
export function WatchAudienceField({
  value,
  onChange,
}: {
  value: WatchAudience;
  onChange: (value: WatchAudience) => void;
}) {
  const { t } = useTranslation('rallies');
  return (
    <Select
      label={t('fieldWatch')}
      value={value}
      options={[
        ['everyone', t('watchEveryone')],
        ['invited', t('watchInvited')],
      ]}
      onChange={(event) => onChange(event.currentTarget.value as WatchAudience)}
    />
  );
}
