import type { CaptionKeyView } from '@sammelan/shared/captions/captions.dto.js';
import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Field, Select } from '../../../ui/Field.js';
import { FormEnd } from '../shell/FormEnd.js';
import rows from '../shell/rows.module.css';
import { useCreateCaptionKey } from './use-caption-keys.js';

interface NewCaptionKeyFormProps {
  rallyId: string;
  onMade: (key: CaptionKeyView) => void;
  onClose: () => void;
}

/** Makes a key for a captioner. */
export function NewCaptionKeyForm({ rallyId, onMade, onClose }: NewCaptionKeyFormProps) {
  const { t } = useTranslation('captionKeys');
  const create = useCreateCaptionKey(rallyId);
  const [label, setLabel] = useState('');
  const [language, setLanguage] = useState<SpokenLanguage>('hi');
  const [tried, setTried] = useState(false);
  const wrong = label.trim().length >= 2 ? undefined : t('labelMissing');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) create.mutate({ label: label.trim(), language }, { onSuccess: onMade });
  };
  return (
    <Card title={t('make')}>
      <form className={rows.form} onSubmit={submit} noValidate>
        <div className={rows.pair}>
          <Field
            label={t('label')}
            hint={t('labelHint')}
            maxLength={40}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            {...(tried && wrong && { error: wrong })}
          />
          <Select
            label={t('language')}
            hint={t('languageHint')}
            value={language}
            options={spokenLanguageTags.map((tag) => [tag, spokenLanguages[tag]] as const)}
            onChange={(event) => setLanguage(event.currentTarget.value as SpokenLanguage)}
          />
        </div>
        <FormEnd act={create} label={t('create')} onCancel={onClose} />
      </form>
    </Card>
  );
}
