import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RecordingView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../app/i18n/format.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Badge } from '../../../ui/Badge.js';
import { Button, ButtonLink } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import { Switch } from '../../../ui/Switch.js';
import { Failure } from '../shell/Failure.js';
import { inMegabytes } from './bytes.js';
import { DiskNotice } from './DiskNotice.js';
import { ModeField } from './ModeField.js';
import css from './Recording.module.css';
import { usePrepare, usePublish } from './use-recording.js';

const tones = {
  recording: 'live',
  ready: 'ok',
  held: 'hand',
  closing: 'hand',
  none: 'quiet',
  deleted: 'quiet',
} as const;

/** Where the recording stands, who sees it, and the file to take away. */
export function StateCard({ rally, view }: { rally: RallyView; view: RecordingView }) {
  const { t } = useTranslation('recordings');
  const { decimal, share } = useLanguage();
  const publish = usePublish(rally.id);
  const { state, disk } = view;
  const over = rally.state === 'ended' || rally.state === 'archived';
  return (
    <Card title={t('title')} text={t('text')} aside={<Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>}>
      {!view.possible && <Notice tone="stop">{t('impossible')}</Notice>}
      <DiskNotice disk={disk} />
      {!over && <ModeField rally={rally} />}
      {state === 'none' && !over && <p className={css.quiet}>{t('noneText')}</p>}
      {state === 'deleted' && <p className={css.quiet}>{t('deletedText')}</p>}
      <dl className={css.facts}>
        <div>
          <dt>{t('length')}</dt>
          <dd className="tabular">{formatClock(view.seconds)}</dd>
        </div>
        <div>
          <dt>{t('size')}</dt>
          <dd className="tabular">{inMegabytes(view.bytes, decimal)}</dd>
        </div>
        {disk && (
          <div>
            <dt>{t('disk')}</dt>
            <dd className="tabular">
              {inMegabytes(disk.freeBytes, decimal)} · {share(disk.freePercent / 100)}
            </dd>
          </div>
        )}
      </dl>
      {state === 'ready' && (
        <>
          <div>
            <Switch
              label={t('published')}
              checked={publish.isPending ? !view.published : view.published}
              onChange={(published) => publish.mutate(published)}
            />
            <p className={css.quiet}>{t('publishedText')}</p>
          </div>
          <Failure error={publish.error} />
          <div className={css.acts}>
            <ButtonLink href={`/r/${rally.slug}#replay`} icon="play">
              {t('open')}
            </ButtonLink>
          </div>
        </>
      )}
    </Card>
  );
}

/** The MP4: asked for, made, saved. */
export function DownloadCard({ view }: { view: RecordingView }) {
  const { t } = useTranslation('recordings');
  const { decimal, share } = useLanguage();
  const prepare = usePrepare(view.rallyId);
  const { state, percent, bytes, url } = view.download;
  const size = inMegabytes(bytes, decimal);
  return (
    <Card title={t('download')} text={t('downloadText', { size })}>
      {state === 'failed' && <Notice tone="stop">{t('downloadFailed')}</Notice>}
      <Failure error={prepare.error} />
      {state === 'preparing' ? (
        <div className={css.progress} role="status">
          <progress value={percent} max={100} aria-label={t('download')} />
          <span className="tabular">{t('preparing', { percent: share(percent / 100) })}</span>
        </div>
      ) : url ? (
        <div className={css.acts}>
          <ButtonLink href={url} kind="main" icon="download">
            {t('save', { size })}
          </ButtonLink>
        </div>
      ) : (
        <div className={css.acts}>
          <Button icon="download" busy={prepare.isPending} onClick={() => prepare.mutate()}>
            {t('prepare')}
          </Button>
        </div>
      )}
    </Card>
  );
}
