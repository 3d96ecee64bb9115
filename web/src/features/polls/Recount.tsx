import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiResponse } from '../../app/api.js';
import { saveBlob } from '../../app/save-blob.js';
import { Button } from '../../ui/Button.js';
import css from './Poll.module.css';

/** The list of all ballots, and what it takes to count them oneself. */
export function Recount({ url }: { url: string }) {
  const { t } = useTranslation('polls');
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  // Fetched as this session: a plain link could not say who asks, and a private rally's list is for the invited.
  const fetchList = () => {
    setState('busy');
    apiResponse(url)
      .then(async (response) => saveBlob(await response.blob(), 'ballots.csv'))
      .then(
        () => setState('idle'),
        () => setState('failed'),
      );
  };
  return (
    <details className={css.recount}>
      <summary>{t('recount')}</summary>
      <p>{t('recountText')}</p>
      <ul>
        <li>
          <Button kind="quiet" icon="download" busy={state === 'busy'} onClick={fetchList}>
            {t('allBallots')}
          </Button>
        </li>
        <li>
          <a href="/recount.mjs" download>
            {t('recountScript')}
          </a>
        </li>
      </ul>
      <p role="status" className={css.failed}>
        {state === 'failed' && t('checkFailed')}
      </p>
      <p>
        <code>node recount.mjs ballots.csv</code>
      </p>
    </details>
  );
}
