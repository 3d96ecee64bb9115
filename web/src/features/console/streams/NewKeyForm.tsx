import type { MadeStreamKeyView } from '@sammelan/shared/ingest/ingest.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { FormEnd } from '../shell/FormEnd.js';
import rows from '../shell/rows.module.css';
import { useCreateKey } from './use-streams.js';

interface NewKeyFormProps {
  rallyId: string;
  onMade: (key: MadeStreamKeyView) => void;
  onClose: () => void;
}

/** Makes a key for a new speaker. */
export function NewKeyForm({ rallyId, onMade, onClose }: NewKeyFormProps) {
  const { t } = useTranslation('streams');
  const create = useCreateKey(rallyId);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = name.trim().length >= 2 ? undefined : t('nameMissing');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) create.mutate({ name: name.trim() }, { onSuccess: onMade });
  };
  return (
    <Card title={t('newKey')}>
      <form className={rows.form} onSubmit={submit} noValidate>
        <Field
          label={t('name')}
          hint={t('nameHint')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          {...(tried && wrong && { error: wrong })}
        />
        <FormEnd act={create} label={t('make')} onCancel={onClose} />
      </form>
    </Card>
  );
}
