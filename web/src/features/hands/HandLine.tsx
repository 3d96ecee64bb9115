import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import type { HandStore } from './hand-store.js';
import css from './Hands.module.css';

/** What became of the raised hand: it is seen, or it is asked on stage. */
export function HandLine({ hand, slug }: { hand: HandStore; slug: string }) {
  const { t } = useTranslation('hands');
  const state = useStore(hand.state);
  if (state === 'up')
    return (
      <p className={css.line} role="status">
        <Icon name="hand" size={18} /> {t('up')}
      </p>
    );
  if (state !== 'invited') return null;
  return (
    <section className={css.invited} role="alert">
      <p>
        <b>{t('invited')}</b>
        <br />
        {t('invitedText')}
      </p>
      <div className={css.choices}>
        <ButtonLink kind="main" icon="mic" href={`/speak/${slug}`}>
          {t('go')}
        </ButtonLink>
        <Button onClick={() => void hand.lower()}>{t('decline')}</Button>
      </div>
    </section>
  );
}
