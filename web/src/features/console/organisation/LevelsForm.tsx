import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { maxRegionLevels } from '@sammelan/shared/regions/regions.rules.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { IconButton } from '../../../ui/IconButton.js';
import { LocalTextField } from '../rally/fields/LocalTextField.js';
import { Failure } from '../shell/Failure.js';
import css from './OrganisationPage.module.css';
import { useSaveOrganisation } from './use-save-organisation.js';

const isNamed = (level: LocalText): boolean => Object.values(level).some((name) => name.trim() !== '');

/** What the regions' levels are called, from the top down. Levels that regions may be on are renamed, never taken away. */
export function LevelsForm({ levels }: { levels: readonly LocalText[] }) {
  const { t } = useTranslation('organisation');
  const [names, setNames] = useState<readonly LocalText[]>(levels);
  const save = useSaveOrganisation();
  const named = names.every(isNamed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (named) save.mutate({ levels: names.map(trimmed) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card title={t('levels')} text={t('levelsText')}>
        <div className={css.form}>
          <ol className={css.levels}>
            {names.map((name, index) => (
              <li key={index} className={css.level}>
                <LocalTextField
                  label={t('level', { number: index + 1 })}
                  maxLength={40}
                  value={name}
                  onChange={(changed) => setNames(names.map((one, at) => (at === index ? changed : one)))}
                  {...(!isNamed(name) && { error: t('levelMissing') })}
                />
                {index >= levels.length && (
                  <IconButton
                    icon="close"
                    label={t('levelRemove', { number: index + 1 })}
                    onClick={() => setNames(names.filter((_, at) => at !== index))}
                  />
                )}
              </li>
            ))}
          </ol>
          <Failure error={save.error} />
          <div className={css.acts}>
            <Button kind="main" type="submit" busy={save.isPending} disabled={!named}>
              {t('saveLevels')}
            </Button>
            {names.length < maxRegionLevels && (
              <Button icon="plus" onClick={() => setNames([...names, {}])}>
                {t('levelAdd')}
              </Button>
            )}
          </div>
        </div>
      </Card>
    </form>
  );
}

/** Without what was left empty: the other language then stands in. */
const trimmed = (level: LocalText): LocalText =>
  Object.fromEntries(
    Object.entries(level).flatMap(([language, name]) => (name.trim() ? [[language, name.trim()]] : [])),
  );
