import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { ButtonLink } from '../../ui/Button.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { useSpeaking } from './SpeakingContext.js';
import type { Away } from './turned-away.js';

/** Says so in plain words, with the way to watch where there is something to watch. */
export function TurnedAway({ why }: { why: Away }) {
  const { t } = useTranslation(['stage', 'common']);
  const { slug } = useSpeaking();
  const watch = (
    <ButtonLink kind="main" href={`/r/${slug}`}>
      {t('watchLive')}
    </ButtonLink>
  );
  if (why === 'over')
    return <EmptyState alone icon="check" title={t('overTitle')} text={t('overText')} action={watch} />;
  if (why === 'not-invited') {
    return <EmptyState alone icon="mic-off" title={t('refusedTitle')} text={t('refusedText')} action={watch} />;
  }
  if (why.code === 'not-found') {
    return <ErrorState alone title={t('common:pageMissingTitle')} text={t('common:pageMissingText')} />;
  }
  return <ErrorState alone title={t('closedTitle')} text={errorText(why)} />;
}
