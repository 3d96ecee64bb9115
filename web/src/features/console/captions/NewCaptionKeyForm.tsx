import type { CaptionKeyView } from '@sammelan/shared/captions/captions.dto.js';
import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field, Select } from '../../../ui/Field.js';
import { Failure } from '../shell/Failure.js';
import css from '../streams/Streams.module.css';
import { useCreateCaptionKey } from './use-caption-keys.js';

interface NewCaptionKeyFormProps {
  rallyId: string;
  onMade: (key: CaptionKeyView) => void;
  onClose: () => void;
}

/** Makes a key for a captioner. */
export function NewCaptionKeyForm({ rallyId, onMade, onClose }: NewCaptionKeyFormProps) {
  const { t } = useTranslation(['captionKeys', 'common']);
  const create = useCreateCaptionKey(rallyId);
  const [label, setLabel] = useState('');
  const [language, setLanguage] = useState<SpokenLanguage>('hi');
  const [tried, setTried] = useState(false);
  const wrong = label.trim().length >= 2 ? undefined : t('captionKeys:labelMissing');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) create.mutate({ label: label.trim(), language }, { onSuccess: onMade });
  };
  return (
    <Card title={t('captionKeys:make')}>
      <form className={css.form} onSubmit={submit} noValidate>
        <div className={css.pair}>
          <Field
            label={t('captionKeys:label')}
            hint={t('captionKeys:labelHint')}
            maxLength={40}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            {...(tried && wrong && { error: wrong })}
          />
          <Select
            label={t('captionKeys:language')}
            hint={t('captionKeys:languageHint')}
            value={language}
            options={spokenLanguageTags.map((tag) => [tag, spokenLanguages[tag]] as const)}
            onChange={(event) => setLanguage(event.currentTarget.value as SpokenLanguage)}
          />
        </div>
        <Failure error={create.error} />
        <div className={css.actions}>
          <Button kind="main" type="submit" busy={create.isPending}>
            {t('captionKeys:create')}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
