import type { IngestView } from '@sammelan/shared/ingest/ingest.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Chip } from '../../../ui/Chip.js';
import { Notice } from '../../../ui/Notice.js';
import rows from '../shell/rows.module.css';
import css from './Streams.module.css';

/** What an encoder sends now, and what should be mended. */
export function IngestState({ ingest }: { ingest: IngestView }) {
  const { t } = useTranslation('streams');
  const { number } = useLanguage();
  const { video, audio, inUse, protocol, warnings } = ingest;
  return (
    <div className={css.ingest}>
      <p className={rows.facts}>
        <Chip tone={inUse ? 'ok' : 'plain'}>{t(inUse ? 'inUse' : 'inReserve')}</Chip>
        <span>{protocol.toUpperCase()}</span>
        {video && <span className="tabular">{t('picture', { codec: video.codec, kbps: number(video.kbps) })}</span>}
        {video?.fps != null && <span className="tabular">{t('fps', { fps: number(video.fps) })}</span>}
        {video && video.layers > 1 && <span>{t('layers', { count: video.layers })}</span>}
        {audio && <span className="tabular">{t('sound', { codec: audio.codec, kbps: number(audio.kbps) })}</span>}
      </p>
      {warnings.map((warning) => (
        <Notice key={warning} tone="hand">
          {t(`warning-${warning}`)}
        </Notice>
      ))}
    </div>
  );
}
