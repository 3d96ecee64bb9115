import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.js';
import css from './CalmBar.module.css';
import type { Calm } from './use-calm.js';

/** Turns the screen-reader mode on and off, and lets waiting messages in. Out of sight until it has the focus or is on. */
export function CalmBar({ calm }: { calm: Calm }) {
  const { t } = useTranslation('chat');
  return (
    <div className={classNames(css.bar, !calm.on && css.off)}>
      <button type="button" aria-pressed={calm.on} onClick={calm.toggle}>
        {t('calm')}
      </button>
      {calm.on && (
        <button type="button" disabled={calm.waiting === 0} onClick={calm.release}>
          {calm.waiting === 0 ? t('calmNone') : t('calmShow', { count: calm.waiting })}
        </button>
      )}
    </div>
  );
}
