import { languages } from '@sammelan/shared/contract/local-text.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorText } from '../../app/error-text.js';
import { chooseLanguage } from '../../app/i18n/i18n.js';
import { languageNames } from '../../app/i18n/languages.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import { Chip } from '../../ui/Chip.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { Skeleton } from '../../ui/Skeleton.js';
import css from './HomePage.module.css';
import { RallyCard } from './RallyCard.js';
import { groupRallies } from './rally-groups.js';

type Rallies = { kind: 'loading' } | { kind: 'ready'; rallies: RallyView[] } | { kind: 'failed'; error: unknown };

/** The front page: what is on now, what comes, what has just ended. */
export function HomePage() {
  const { t } = useTranslation(['home', 'common']);
  const { language } = useLanguage();
  const [state, setState] = useState<Rallies>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    document.title = `${t('common:product')} · ${t('title')}`;
  }, [t]);
  useEffect(() => {
    const abort = new AbortController();
    api<RallyView[]>('/api/rallies/public', { open: true, signal: abort.signal }).then(
      (rallies) => setState({ kind: 'ready', rallies }),
      (error: unknown) => !abort.signal.aborted && setState({ kind: 'failed', error }),
    );
    return () => abort.abort();
  }, [attempt]);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <a className={css.mark} href="/">
          <img src="/mark.svg" width="32" height="32" alt="" />
          {t('common:product')}
        </a>
        <div className={css.languages} role="group" aria-label={t('common:language')}>
          {languages.map((key) => (
            <Chip key={key} selected={key === language} onClick={() => void chooseLanguage(key).catch(() => undefined)}>
              <span lang={key}>{languageNames[key]}</span>
            </Chip>
          ))}
        </div>
      </header>
      <main className={css.main}>
        <h1 className={css.title}>{t('title')}</h1>
        <p className={css.lead}>{t('lead')}</p>
        {state.kind === 'loading' && (
          <div className={css.group} role="status" aria-label={t('common:loading')}>
            <Skeleton height="1.4em" width="120px" />
            <Skeleton height="116px" />
            <Skeleton height="116px" />
          </div>
        )}
        {state.kind === 'failed' && (
          <ErrorState
            title={t('failed')}
            text={errorText(state.error)}
            action={
              <Button icon="refresh" onClick={() => setAttempt(attempt + 1)}>
                {t('common:retry')}
              </Button>
            }
          />
        )}
        {state.kind === 'ready' && <Groups rallies={state.rallies} />}
      </main>
      <footer className={css.footer}>
        <p>{t('freeSoftware')}</p>
        <a href="/console">{t('organise')}</a>
      </footer>
    </div>
  );
}

function Groups({ rallies }: { rallies: readonly RallyView[] }) {
  const { t } = useTranslation(['home', 'common']);
  const groups = groupRallies(rallies);
  if (groups.length === 0) return <EmptyState icon="calendar" title={t('empty')} text={t('emptyText')} />;
  return groups.map(({ key, rallies: list }) => (
    <section key={key} className={css.group} aria-labelledby={`group-${key}`}>
      <h2 id={`group-${key}`}>{t(key)}</h2>
      <ul className={css.list}>
        {list.map((rally) => (
          <RallyCard key={rally.id} rally={rally} />
        ))}
      </ul>
    </section>
  ));
}
