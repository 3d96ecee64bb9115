import type { RecordingView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../app/i18n/format.js';
import { useStorePart } from '../../../app/store.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import { showToast } from '../../../ui/toasts.js';
import { ReplayFilm } from '../../recordings/replay-film.js';
import { ReplayPlayer } from '../../recordings/ReplayPlayer.js';
import { Confirm } from '../shell/Confirm.js';
import { Failure } from '../shell/Failure.js';
import css from './Recording.module.css';
import { useConfirmTrim, useTrim } from './use-recording.js';

/** The whole recording, and what of it is shown. */
export function CutCard({ view, title }: { view: RecordingView; title: string }) {
  const { t } = useTranslation('recordings');
  return (
    <Card title={t('preview')} text={t('previewText')}>
      {view.previewUrl && <Preview key={`${view.from} ${view.to}`} view={view} url={view.previewUrl} title={title} />}
    </Card>
  );
}

/** One film for as long as there is the same on the disk: the address is signed anew with every look at it. */
function Preview({ view, url, title }: { view: RecordingView; url: string; title: string }) {
  const [film] = useState(() => {
    const seconds = (Date.parse(view.to ?? '') - Date.parse(view.from ?? '')) / 1000;
    return new ReplayFilm({ url, voiceUrl: url.replace('master', 'voice'), voices: [] }, 'auto', seconds);
  });
  useEffect(() => () => film.close(), [film]);
  return (
    <>
      <div className={css.preview}>
        <ReplayPlayer film={film} title={title} chapters={[]} />
      </div>
      <CutForm key={JSON.stringify(view.trim)} view={view} film={film} />
    </>
  );
}

function CutForm({ view, film }: { view: RecordingView; film: ReplayFilm }) {
  const { t } = useTranslation('recordings');
  const trim = useTrim(view.rallyId);
  const confirm = useConfirmTrim(view.rallyId);
  const [from, setFrom] = useState(view.trim?.from ?? null);
  const [to, setTo] = useState(view.trim?.to ?? null);
  const [asking, setAsking] = useState(false);
  const at = useStorePart(film.state, (state) => state.at);
  const begun = Date.parse(view.from ?? '');
  const clock = (moment: string) => formatClock((Date.parse(moment) - begun) / 1000);
  const here = () => (at === null ? null : new Date(at).toISOString());
  const changed = from !== (view.trim?.from ?? null) || to !== (view.trim?.to ?? null);
  const done = (text: string) => ({ onSuccess: () => showToast({ tone: 'done' as const, text }) });
  return (
    <>
      <div className={css.marks}>
        <p>
          {t('begins')} <b className="tabular">{from ? clock(from) : t('wholeBegin')}</b>
        </p>
        <Button disabled={at === null} onClick={() => setFrom(here())}>
          {t('startHere')}
        </Button>
        <p>
          {t('ends')} <b className="tabular">{to ? clock(to) : t('wholeEnd')}</b>
        </p>
        <Button disabled={at === null} onClick={() => setTo(here())}>
          {t('endHere')}
        </Button>
      </div>
      {view.trim && !changed && <Notice>{t('pending')}</Notice>}
      <Failure error={trim.error ?? confirm.error} />
      <div className={css.acts}>
        {changed && (
          <Button kind="main" busy={trim.isPending} onClick={() => trim.mutate({ from, to }, done(t('cutDone')))}>
            {t('cut')}
          </Button>
        )}
        {(view.trim || from || to) && (
          <Button
            busy={trim.isPending}
            onClick={() => {
              setFrom(null);
              setTo(null);
              if (view.trim) trim.mutate({ from: null, to: null });
            }}
          >
            {t('uncut')}
          </Button>
        )}
        {view.trim && !changed && (
          <Button kind="stop" icon="trash" busy={confirm.isPending} onClick={() => setAsking(true)}>
            {t('confirm')}
          </Button>
        )}
      </div>
      <Confirm
        open={asking}
        dangerous
        title={t('confirm')}
        text={t('confirmText')}
        act={t('confirm')}
        onClose={() => setAsking(false)}
        onAct={() => confirm.mutate(undefined, done(t('confirmed')))}
      />
    </>
  );
}
