import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatClock } from '../../../../app/i18n/format.js';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStore } from '../../../../app/store.js';
import { useServerNow } from '../../../../app/use-now.js';
import { Badge } from '../../../../ui/Badge.js';
import { classNames } from '../../../../ui/class-names.js';
import { Icon } from '../../../../ui/Icon.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { RallyStateBadge } from '../../shell/RallyStateBadge.js';
import { useDesk, useDeskMay } from '../DeskContext.js';
import { ShortcutSheet } from '../keys/ShortcutSheet.js';
import { LanguageMenu } from '../../shell/LanguageMenu.js';
import { RecordingWords } from '../recording/RecordingWords.js';
import { IngestWords } from './IngestWords.js';
import { LifecycleButtons } from './LifecycleButtons.js';
import css from './StatusBar.module.css';

/** What the rally is at: its state and time, who watches, how the picture comes in, and the way on. */
export function StatusBar({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { local } = useLanguage();
  const mayDirect = useDeskMay('rally.direct');
  const [showsKeys, setShowsKeys] = useState(false);
  return (
    <header className={css.bar}>
      <Link className={css.back} href={`/rallies/${rally.id}`} aria-label={t('back')} title={t('back')}>
        <Icon name="chevron-left" size={22} />
      </Link>
      <h1 className={css.title}>{local(rally.title)}</h1>
      <div className={css.facts}>
        <OnAirClock rally={rally} />
        <Crowd />
        <IngestWords />
        <RecordingWords />
      </div>
      <div className={css.acts}>
        <span className={css.wideOnly}>
          <IconButton icon="keyboard" label={t('shortcuts')} onClick={() => setShowsKeys(true)} />
          <LanguageMenu />
        </span>
        {mayDirect && <LifecycleButtons rally={rally} />}
      </div>
      <ShortcutSheet open={showsKeys} onOpen={() => setShowsKeys(true)} onClose={() => setShowsKeys(false)} />
    </header>
  );
}

function OnAirClock({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const live = rally.state === 'live' && rally.liveAt !== null;
  const now = useServerNow(live);
  if (!live) return <RallyStateBadge state={rally.state} />;
  return (
    <Badge tone="live">
      <span className="tabular">{t('liveFor', { clock: formatClock((now - Date.parse(rally.liveAt!)) / 1000) })}</span>
    </Badge>
  );
}

function Crowd() {
  const { t } = useTranslation('desk');
  const { number } = useLanguage();
  const { attendance } = useDesk();
  const counts = useStore(attendance.state);
  if (!counts) return null;
  return (
    <>
      <span className={css.watching}>{t('watching', { count: counts.now, shown: number(counts.now) })}</span>
      <span className={classNames(css.quiet, css.peak)}>
        <Icon name="chevron-up" size={16} /> {t('peak', { shown: number(counts.peak) })}
      </span>
    </>
  );
}
