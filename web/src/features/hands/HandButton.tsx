import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { IconButton } from '../../ui/IconButton.js';
import type { HandStore } from './hand-store.js';
import css from './Hands.module.css';

/** Raises the hand, and lowers it. */
export function HandButton({ hand }: { hand: HandStore }) {
  const { t } = useTranslation('hands');
  const state = useStore(hand.state);
  const up = state !== 'down';
  return (
    <IconButton
      icon="hand"
      className={up ? css.up : undefined}
      label={up ? t('lower') : t('raise')}
      pressed={up}
      disabled={state === 'asking'}
      onClick={() => void (up ? hand.lower() : hand.raise())}
    />
  );
}
