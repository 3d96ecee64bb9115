import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Chip } from '../../ui/Chip.js';
import { classNames } from '../../ui/class-names.js';
import { IconButton } from '../../ui/IconButton.js';
import { DataLine } from './DataLine.js';
import { shareRally } from './share-rally.js';
import css from './TitleBar.module.css';
import { useVisit } from './VisitContext.js';

/** The rally's title, who is on air, the viewer's area with its count, and the way to share. */
export function TitleBar({ rally, onChooseRegion }: { rally: RallyView; onChooseRegion: () => void }) {
  const { t } = useTranslation('watch');
  const { local, number } = useLanguage();
  const { programme, attendance } = useVisit();
  const onAir = useStore(programme.state);
  const region = useStore(attendance.state)?.region;
  const names = rally.state === 'live' ? (onAir?.seats.map(({ name }) => name).join(', ') ?? '') : '';
  const title = local(rally.title);
  return (
    <header className={css.bar}>
      <div className={css.row}>
        <h1 className={css.title}>{title}</h1>
        <IconButton icon="share" label={t('share')} onClick={() => void shareRally(rally, title, region?.code)} />
      </div>
      <div className={classNames(css.row, css.second)}>
        <DataLine>
          <p className={css.sub}>{names ? t('onAir', { names }) : rally.organisation.name}</p>
        </DataLine>
        <Chip icon="users" onClick={onChooseRegion}>
          {region ? (
            <span className="tabular">
              {t('watchingFrom', { place: local(region.name), shown: number(region.now) })}
            </span>
          ) : (
            t('yourArea')
          )}
        </Chip>
      </div>
    </header>
  );
}
