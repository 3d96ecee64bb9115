import type { Silence } from '@sammelan/shared/polls/polls.rules.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { Switch } from '../../../ui/Switch.js';
import { isoToWall, wallToIso } from '../rally/zoned-time.js';
import { Failure } from '../shell/Failure.js';
import css from './OrganisationPage.module.css';
import { useSaveOrganisation } from './use-save-organisation.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const wallOf = (iso: string | undefined): string => (iso === undefined ? '' : isoToWall(iso, zone));

/** The silence before polling: in it polls of voting intention rest. */
export function SilenceForm({ silence }: { silence: Silence | null }) {
  const { t } = useTranslation('organisation');
  const [set, setSet] = useState(silence !== null);
  const [from, setFrom] = useState(wallOf(silence?.from));
  const [until, setUntil] = useState(wallOf(silence?.until));
  const save = useSaveOrganisation();
  const begins = wallToIso(from, zone);
  const ends = wallToIso(until, zone);
  const times = begins && ends ? { from: begins, until: ends } : null;
  const backwards = times !== null && Date.parse(times.until) <= Date.parse(times.from);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!set) save.mutate({ silence: null });
    else if (times && !backwards) save.mutate({ silence: times });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card title={t('silence')} text={t('silenceText')}>
        <div className={css.form}>
          <Switch label={t('silenceSet')} checked={set} onChange={setSet} />
          {set && (
            <>
              <Field
                type="datetime-local"
                label={t('silenceFrom')}
                hint={t('silenceZone', { zone })}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <Field
                type="datetime-local"
                label={t('silenceUntil')}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                {...(backwards && { error: t('silenceBackwards') })}
              />
            </>
          )}
          <Failure error={save.error} />
          <div>
            <Button kind="main" type="submit" busy={save.isPending} disabled={set && (!times || backwards)}>
              {t('saveSilence')}
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}
