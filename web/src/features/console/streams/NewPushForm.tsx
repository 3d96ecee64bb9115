import { type PushRung, pushRungs } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card.js';
import { Field, Select } from '../../../ui/Field.js';
import { FormEnd } from '../shell/FormEnd.js';
import rows from '../shell/rows.module.css';
import { useCreatePush } from './use-streams.js';

/** Adds a service by the address and key that it gives out. */
export function NewPushForm({ rallyId, onClose }: { rallyId: string; onClose: () => void }) {
  const { t } = useTranslation('streams');
  const create = useCreatePush(rallyId);
  const [form, setForm] = useState({ name: '', url: '', key: '', rung: 'high' as PushRung });
  const [tried, setTried] = useState(false);
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const wrong = {
    name: form.name.trim().length >= 2 ? undefined : t('pushNameMissing'),
    url: /^rtmps?:\/\/[^\s/?#@]+\/[^\s?#]+$/.test(form.url.trim()) ? undefined : t('pushUrlWrong'),
    key: /^[\x21-\x7e]+$/.test(form.key.trim()) ? undefined : t('pushKeyMissing'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong.name || wrong.url || wrong.key) return;
    const { name, url, key, rung } = form;
    create.mutate({ name: name.trim(), url: url.trim(), key: key.trim(), rung }, { onSuccess: onClose });
  };
  const error = (field: keyof typeof wrong) => (tried && wrong[field] ? { error: wrong[field] } : {});
  return (
    <Card title={t('newPush')}>
      <form className={rows.form} onSubmit={submit} noValidate autoComplete="off">
        <div className={rows.pair}>
          <Field
            label={t('pushName')}
            maxLength={40}
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            {...error('name')}
          />
          <Select
            label={t('rung')}
            value={form.rung}
            options={pushRungs.map((one) => [one, t(`rung-${one}`)] as const)}
            onChange={(event) => change({ rung: event.currentTarget.value as PushRung })}
          />
          <Field
            label={t('pushUrl')}
            hint={t('pushUrlHint')}
            dir="ltr"
            spellCheck={false}
            value={form.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            {...error('url')}
          />
          <Field
            label={t('pushKey')}
            hint={t('pushKeyHint')}
            type="password"
            dir="ltr"
            value={form.key}
            onChange={(event) => change({ key: event.currentTarget.value })}
            {...error('key')}
          />
        </div>
        <FormEnd act={create} label={t('add')} onCancel={onClose} />
      </form>
    </Card>
  );
}
