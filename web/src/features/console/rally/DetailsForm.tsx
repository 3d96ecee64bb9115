import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText } from '../../../app/error-text.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { Failure } from '../shell/Failure.js';
import css from './DetailsForm.module.css';
import { AudienceField } from './fields/AudienceField.js';
import { LocalTextField } from './fields/LocalTextField.js';
import { StartFields } from './fields/StartFields.js';
import { WatchAudienceField } from './fields/WatchAudienceField.js';
import { changesOf, formOf, hasText, isSlug, type RallyForm } from './rally-form.js';
import { useEditRally } from './use-rally.js';

/** The rally's texts, time, place and chat; saved together. */
export function DetailsForm({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['rally', 'rallies']);
  const [form, setForm] = useState<RallyForm>(() => formOf(rally));
  const edit = useEditRally(rally.id);
  const change = (part: Partial<RallyForm>) => setForm((before) => ({ ...before, ...part }));
  const changes = changesOf(form, rally);
  const dirty = Object.keys(changes).length > 0;
  const titleError = hasText(form.title) ? undefined : t('rallies:titleMissing');
  const taken = errorCode(edit.error) === 'slug-taken' ? errorText(edit.error) : undefined;
  const slugError = isSlug(form.slug) ? taken : t('rally:slugWrong');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (titleError || !isSlug(form.slug)) return;
    edit.mutate(changes, {
      onSuccess: (saved) => {
        setForm(formOf(saved));
        showToast({ tone: 'done', text: t('rally:changed') });
      },
    });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Card title={t('rally:whatItIs')}>
        <LocalTextField
          label={t('rallies:fieldTitle')}
          maxLength={120}
          value={form.title}
          onChange={(title) => change({ title })}
          {...(titleError && { error: titleError })}
        />
        <LocalTextField
          long
          label={t('rally:description')}
          hint={t('rally:descriptionHint')}
          maxLength={2000}
          value={form.description}
          onChange={(description) => change({ description })}
        />
        <Field
          label={t('rally:slug')}
          hint={t('rally:slugHint')}
          value={form.slug}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          onChange={(event) => change({ slug: event.currentTarget.value.toLowerCase() })}
          {...(slugError && { error: slugError })}
        />
      </Card>
      <Card title={t('rally:whenAndWho')}>
        <StartFields startsAt={form.startsAt} timeZone={form.timeZone} onChange={change} />
        <RegionField
          label={t('rallies:fieldScope')}
          hint={t('rallies:scopeHint')}
          value={form.regionPath}
          onChange={(regionPath) => change({ regionPath })}
        />
        <WatchAudienceField value={form.watchAudience} onChange={(watchAudience) => change({ watchAudience })} />
        <AudienceField value={form.chatAudience} onChange={(chatAudience) => change({ chatAudience })} />
      </Card>
      {!taken && <Failure error={edit.error} />}
      {dirty && (
        <div className={css.bar}>
          <span className={css.unsaved}>{t('rally:unsaved')}</span>
          <Button kind="quiet" onClick={() => setForm(formOf(rally))}>
            {t('rally:discard')}
          </Button>
          <Button kind="main" type="submit" busy={edit.isPending}>
            {t('rally:save')}
          </Button>
        </div>
      )}
    </form>
  );
}
