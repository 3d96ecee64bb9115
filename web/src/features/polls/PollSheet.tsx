import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Sheet } from '../../ui/Dialog.js';
import { PollCard } from './PollCard.js';
import type { PollsStore } from './polls-store.js';

/** A poll that opens slides up once; put aside or answered, it lives on in its tab. */
export function PollSheet({ store, hidden }: { store: PollsStore; hidden: boolean }) {
  const { t } = useTranslation(['polls', 'common']);
  const { local } = useLanguage();
  const { polls, casting } = useStore(store.state);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const poll = polls.find(({ id, state, myBallot }) => state === 'open' && (!myBallot || casting[id]) && !seen.has(id));
  const close = () => poll && setSeen(new Set([...seen, poll.id]));
  // Whoever looks at the tab has it before them already.
  if (hidden && poll) close();
  return (
    <Sheet
      open={poll !== undefined && !hidden}
      onClose={close}
      title={poll ? local(poll.question) : ''}
      closeLabel={t('common:close')}
    >
      {poll && <PollCard poll={poll} casting={casting[poll.id]} store={store} untitled />}
    </Sheet>
  );
}
