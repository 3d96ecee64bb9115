import type { MadeStreamKeyView } from '@sammelan/shared/ingest/ingest.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { Failure } from '../shell/Failure.js';
import css from './Streams.module.css';
import { useCreateKey } from './use-streams.js';

interface NewKeyFormProps {
  rallyId: string;
  onMade: (key: MadeStreamKeyView) => void;
  onClose: () => void;
}

/** Makes a key for a new speaker. */
export function NewKeyForm({ rallyId, onMade, onClose }: NewKeyFormProps) {
  const { t } = useTranslation(['streams', 'common']);
  const create = useCreateKey(rallyId);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = name.trim().length >= 2 ? undefined : t('streams:nameMissing');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) create.mutate({ name: name.trim() }, { onSuccess: onMade });
  };
  return (
    <Card title={t('streams:newKey')}>
      <form className={css.form} onSubmit={submit} noValidate>
        <Field
          label={t('streams:name')}
          hint={t('streams:nameHint')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          {...(tried && wrong && { error: wrong })}
        />
        <Failure error={create.error} />
        <div className={css.actions}>
          <Button kind="main" type="submit" busy={create.isPending}>
            {t('streams:make')}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
