import { useTranslation } from 'react-i18next';
import css from './Poll.module.css';

/** The list of all ballots, and what it takes to count them oneself. */
export function Recount({ url }: { url: string }) {
  const { t } = useTranslation('polls');
  return (
    <details className={css.recount}>
      <summary>{t('recount')}</summary>
      <p>{t('recountText')}</p>
      <ul>
        <li>
          <a href={url} download>
            {t('allBallots')}
          </a>
        </li>
        <li>
          <a href="/recount.mjs" download>
            {t('recountScript')}
          </a>
        </li>
      </ul>
      <p>
        <code>node recount.mjs ballots.csv</code>
      </p>
    </details>
  );
}
