import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { classNames } from '../../../../ui/class-names.js';
import { useDesk } from '../DeskContext.js';
import css from './StatusBar.module.css';

/** How the picture of those on air comes in, in words. */
export function IngestWords() {
  const { t } = useTranslation('desk');
  const stage = useStore(useDesk().stage.state);
  if (!stage) return null;
  const onAir = stage.programme.seats.flatMap(({ id }) => stage.seats.find((seat) => seat.id === id) ?? []);
  const named = (list: typeof onAir) => list.map(({ name }) => name || t('guest')).join(', ');
  const away = onAir.filter(({ connected }) => !connected);
  const weak = onAir.filter(({ network }) => network === 'weak');
  const trouble = away.length > 0 || weak.length > 0;
  const words = away.length
    ? t('ingestAway', { names: named(away) })
    : weak.length
      ? t('ingestWeak', { names: named(weak) })
      : t(onAir.length ? 'ingestGood' : 'ingestNone');
  return (
    <span className={classNames(css.quiet, trouble && css.weak)} role="status">
      {words}
    </span>
  );
}
