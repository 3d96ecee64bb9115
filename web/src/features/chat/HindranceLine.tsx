import { assertUnreachable } from '@sammelan/shared/contract/contract.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import css from './Composer.module.css';
import type { Hindrance } from './composer-state.js';

/** Why one cannot write now, in words. */
export function HindranceLine({ hindrance, onVerify }: { hindrance: Hindrance; onVerify: (() => void) | undefined }) {
  const { t } = useTranslation(['chat', 'phones']);
  const { time } = useLanguage();
  const text = (() => {
    switch (hindrance.kind) {
      case 'closed':
        return t('closed');
      case 'paused':
        return t('paused');
      case 'not-allowed':
        return t('invitedOnly');
      case 'unverified':
        return t('phones:needed');
      case 'muted':
        return hindrance.until === 'rally' ? t('mutedRally') : t('mutedUntil', { time: time(hindrance.until) });
      case 'slow':
        return t('slowWait', { count: hindrance.seconds });
      default:
        return assertUnreachable(hindrance);
    }
  })();
  return (
    <>
      <p className={css.hindrance} role="status">
        {text}
      </p>
      {hindrance.kind === 'unverified' && onVerify && (
        <Button kind="main" wide onClick={onVerify}>
          {t('phones:confirm')}
        </Button>
      )}
    </>
  );
}
