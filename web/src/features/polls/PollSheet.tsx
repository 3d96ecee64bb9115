import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { IconButton } from '../../ui/IconButton.js';
import { PollCard } from './PollCard.js';
import css from './PollSheet.module.css';
import { type PollsStore, takesBallots } from './polls-store.js';

/**
 * A poll that opens slides up once, under the picture and over the chat; put aside or answered, it lives on in its tab.
 * It takes no focus: whoever is writing writes on.
 */
export function PollSheet({ store, hidden }: { store: PollsStore; hidden: boolean }) {
  const { t } = useTranslation(['polls', 'common']);
  const { local } = useLanguage();
  const { polls, casting, seen } = useStore(store.state);
  const poll = polls.find((one) => takesBallots(one) && !seen.has(one.id));
  const pollId = poll?.id;
  // Whoever looks at the tab has it before them already.
  useEffect(() => {
    if (hidden && pollId) store.noteSeen(pollId);
  }, [hidden, pollId, store]);
  const shown = poll && !hidden ? poll : null;
  return (
    <>
      <p className="visually-hidden" role="status">
        {shown && t('opened', { question: local(shown.question) })}
      </p>
      {shown && (
        <section className={css.sheet} aria-label={local(shown.question)}>
          <header className={css.header}>
            <h2>{local(shown.question)}</h2>
            <IconButton icon="close" label={t('common:close')} onClick={() => store.noteSeen(shown.id)} />
          </header>
          <PollCard poll={shown} casting={casting[shown.id]} store={store} untitled />
        </section>
      )}
    </>
  );
}
