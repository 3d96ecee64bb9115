import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../../../app/api.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { keys } from '../query.js';
import { AudienceField } from '../rally/fields/AudienceField.js';
import { LocalTextField } from '../rally/fields/LocalTextField.js';
import { StartFields } from '../rally/fields/StartFields.js';
import { WatchAudienceField } from '../rally/fields/WatchAudienceField.js';
import { creationOf, emptyForm, hasText, type RallyForm } from '../rally/rally-form.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { BackLink } from '../shell/BackLink.js';
import { Failure } from '../shell/Failure.js';
import { Page } from '../shell/Page.js';

/** Makes a draft; everything else is on the rally's own page. */
export default function NewRallyPage() {
  const { t } = useTranslation('rallies');
  const [, go] = useLocation();
  const client = useQueryClient();
  const [form, setForm] = useState<RallyForm>(emptyForm);
  const [missing, setMissing] = useState(false);
  const change = (part: Partial<RallyForm>) => setForm((before) => ({ ...before, ...part }));
  const creation = useMutation({
    mutationFn: () => api<RallyView>('/api/rallies', { body: creationOf(form) }),
    onSuccess: (rally) => {
      client.setQueryData(keys.rally(rally.id), rally);
      void client.invalidateQueries({ queryKey: keys.rallies });
      go(`/rallies/${rally.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!hasText(form.title));
    if (hasText(form.title)) creation.mutate();
  };
  return (
    <Page narrow title={t('newTitle')} back={<BackLink href="/">{t('back')}</BackLink>}>
      <form onSubmit={submit} noValidate>
        <Card text={t('newText')}>
          <LocalTextField
            label={t('fieldTitle')}
            hint={t('titleHint')}
            maxLength={120}
            value={form.title}
            onChange={(title) => change({ title })}
            {...(missing && !hasText(form.title) && { error: t('titleMissing') })}
          />
          <StartFields startsAt={form.startsAt} timeZone={form.timeZone} onChange={change} />
          <RegionField
            label={t('fieldScope')}
            hint={t('scopeHint')}
            value={form.regionPath}
            onChange={(regionPath) => change({ regionPath })}
          />
          <WatchAudienceField value={form.watchAudience} onChange={(watchAudience) => change({ watchAudience })} />
          <AudienceField value={form.chatAudience} onChange={(chatAudience) => change({ chatAudience })} />
          <Failure error={creation.error} />
          <div>
            <Button kind="main" type="submit" busy={creation.isPending}>
              {t('create')}
            </Button>
          </div>
        </Card>
      </form>
    </Page>
  );
}
