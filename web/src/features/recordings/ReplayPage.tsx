import { AppError } from '@sammelan/shared/contract/errors.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccent } from '../../app/accent.js';
import { errorCode, errorText } from '../../app/error-text.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Badge } from '../../ui/Badge.js';
import { Button } from '../../ui/Button.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { Notice } from '../../ui/Notice.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useVisibleHeight } from '../watch/use-visible-height.js';
import layout from '../watch/WatchLayout.module.css';
import css from './Replay.module.css';
import { fetchReplay } from './fetch-replay.js';
import { ReplayChat } from './replay-chat.js';
import { rememberedVoice } from '../interpretation/voice-choice.js';
import { ReplayFilm } from './replay-film.js';
import { ReplayPanel } from './ReplayPanel.js';
import { rememberedKind, ReplayPlayer } from './ReplayPlayer.js';

type Loaded = { replay: ReplayView; film: ReplayFilm; chat: ReplayChat } | { error: unknown } | null;

/** A rally that is over, as it was: the picture, and beside it what happened. */
export default function ReplayPage({ rally, onBack }: { rally: RallyView; onBack: () => void }) {
  const { t } = useTranslation(['replay', 'common']);
  const { local, moment } = useLanguage();
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [tries, setTries] = useState(0);
  const title = local(rally.title);
  useVisibleHeight();
  useAccent(rally.organisation.accent);
  useEffect(() => {
    document.title = t('replay:title', { title });
  }, [title, t]);
  useEffect(() => {
    let film: ReplayFilm | null = null;
    let gone = false;
    fetchReplay(rally.id).then(
      (replay) => {
        if (gone) return;
        if (!replay) return setLoaded({ error: new AppError('not-found', '') });
        film = new ReplayFilm(replay, rememberedKind(), replay.seconds, rememberedVoice());
        setLoaded({ replay, film, chat: new ReplayChat(rally.id) });
        void film.play();
      },
      (error: unknown) => !gone && setLoaded({ error }),
    );
    return () => {
      gone = true;
      film?.close();
      setLoaded(null);
    };
  }, [rally.id, tries]);
  const back = (
    <Button icon="chevron-left" kind="quiet" onClick={onBack}>
      {t('replay:back')}
    </Button>
  );
  if (loaded && 'error' in loaded)
    return (
      <main className={layout.alone}>
        {errorCode(loaded.error) === 'not-found' ? (
          <EmptyState alone icon="play" title={t('replay:missingTitle')} text={t('replay:missingText')} action={back} />
        ) : (
          <ErrorState
            alone
            title={t('replay:failedTitle')}
            text={errorText(loaded.error)}
            action={
              <>
                <Button kind="main" icon="refresh" onClick={() => setTries(tries + 1)}>
                  {t('common:retry')}
                </Button>
                {back}
              </>
            }
          />
        )}
      </main>
    );
  return (
    <div className={layout.page} data-replay={loaded ? 'ready' : 'loading'}>
      <main className={layout.main} aria-busy={!loaded}>
        <div className={layout.stage}>
          {loaded && (
            <ReplayPlayer
              film={loaded.film}
              title={title}
              chapters={loaded.replay.chapters}
              badge={
                <Badge tone="quiet" solid>
                  {t('replay:badge')}
                </Badge>
              }
            />
          )}
        </div>
        <header className={css.bar}>
          <div className={css.row}>
            <h1>{title}</h1>
            {back}
          </div>
          <p className={css.sub}>
            {rally.organisation.name}
            {rally.liveAt && ` · ${t('replay:recordedOn', { moment: moment(rally.liveAt, rally.timeZone) })}`}
          </p>
        </header>
        {loaded && !loaded.replay.published && (
          <div className={css.unpublished}>
            <Notice>{t('replay:onlyYou')}</Notice>
          </div>
        )}
      </main>
      <section className={layout.panel} aria-label={t('replay:parts')}>
        {loaded ? <ReplayPanel {...loaded} /> : <Skeleton width="60%" height="1.2em" />}
      </section>
    </div>
  );
}
