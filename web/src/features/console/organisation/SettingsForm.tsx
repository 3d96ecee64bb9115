import { accentFits } from '@sammelan/shared/organisation/accent.rules.js';
import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { Switch } from '../../../ui/Switch.js';
import { Failure } from '../shell/Failure.js';
import { AccentField, isColour } from './AccentField.js';
import css from './OrganisationPage.module.css';
import { useSaveOrganisation } from './use-save-organisation.js';

/** The product's own, from where a choice begins. */
const productAccent = '#0b6e69';

/** Name and accent; a pale accent is refused, with the nearest one that can be read. */
export function SettingsForm({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const [name, setName] = useState(organisation.name);
  const [accent, setAccent] = useState(organisation.accent);
  const save = useSaveOrganisation();
  const named = name.trim().length >= 2;
  const coloured = accent === null || (isColour(accent) && accentFits(accent));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (named && coloured) save.mutate({ name: name.trim(), accent });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card title={t('nameAndColour')}>
        <div className={css.form}>
          <Field
            label={t('name')}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            {...(!named && { error: t('nameMissing') })}
          />
          <div>
            <Switch
              label={t('accentOwn')}
              checked={accent !== null}
              onChange={(own) => setAccent(own ? productAccent : null)}
            />
            <p className={css.hint}>{t('accentHint')}</p>
          </div>
          {accent !== null && <AccentField value={accent} onChange={setAccent} />}
          <Failure error={save.error} />
          <div>
            <Button kind="main" type="submit" busy={save.isPending} disabled={!named || !coloured}>
              {t('save')}
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}
