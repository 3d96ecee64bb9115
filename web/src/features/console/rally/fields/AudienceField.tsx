import type { ChatAudience } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../../ui/Field.js';

/** Who may write in the chat. */
export function AudienceField({ value, onChange }: { value: ChatAudience; onChange: (value: ChatAudience) => void }) {
  const { t } = useTranslation('rallies');
  return (
    <Select
      label={t('fieldChat')}
      value={value}
      options={[
        ['everyone', t('chatEveryone')],
        ['invited', t('chatInvited')],
        ['verified', t('chatVerified')],
      ]}
      onChange={(event) => onChange(event.currentTarget.value as ChatAudience)}
    />
  );
}
