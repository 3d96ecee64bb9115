import { languages } from '@sammelan/shared/contract/local-text.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../app/i18n/i18n.js';
import { languageNames } from '../../app/i18n/languages.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { Chip } from '../../ui/Chip.js';
import css from './About.module.css';
import { useVisit } from './VisitContext.js';

/** The rally in words, and this person's own settings: language, area, data. */
export function About({ rally, onChooseRegion }: { rally: RallyView; onChooseRegion: () => void }) {
  const { t } = useTranslation(['watch', 'common', 'regions', 'replay']);
  const { language, local, moment, decimal } = useLanguage();
  const { viewer, attendance } = useVisit();
  const region = useStore(attendance.state)?.region;
  const { megabytesUsed, megabytesPerHour, status, way, film } = useStore(viewer.state);
  const behind = way === 'hls' ? (film?.timeline.behind ?? null) : 0;
  const description = local(rally.description);
  return (
    <div className={css.about}>
      {description && <p className={css.description}>{description}</p>}
      <dl className={css.facts}>
        <dt>{t('organiser')}</dt>
        <dd>{rally.organisation.name}</dd>
        {rally.startsAt && (
          <>
            <dt>{t('when')}</dt>
            <dd>{moment(rally.startsAt, rally.timeZone)}</dd>
          </>
        )}
        <dt>{t('yourArea')}</dt>
        <dd>
          <Button icon="edit" onClick={onChooseRegion}>
            {region ? local(region.name) : t('regions:choose')}
          </Button>
        </dd>
        <dt>{t('common:language')}</dt>
        <dd className={css.languages}>
          {languages.map((key) => (
            <Chip key={key} selected={key === language} onClick={() => void chooseLanguage(key).catch(() => undefined)}>
              <span lang={key}>{languageNames[key]}</span>
            </Chip>
          ))}
        </dd>
        {status === 'playing' && behind !== null && (
          <>
            <dt>{t('delay')}</dt>
            <dd className="tabular">{behind === 0 ? t('delayNone') : t('delayValue', { count: behind })}</dd>
          </>
        )}
        {megabytesUsed > 0 && (
          <>
            <dt>{t('dataUsed')}</dt>
            <dd className="tabular">
              {t('dataUsedValue', { used: decimal(megabytesUsed), rate: decimal(Math.round(megabytesPerHour)) })}
            </dd>
          </>
        )}
      </dl>
      {rally.recording !== 'off' && rally.state !== 'ended' && (
        <p className={css.keys}>{t(rally.recording === 'publish' ? 'replay:recordedPublished' : 'replay:recorded')}</p>
      )}
      <p className={css.keys}>
        <b>{t('keys')}.</b> {t('keysText')}
      </p>
    </div>
  );
}
