import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../app/copy-text.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { findBallot, type FoundBallot } from './find-ballot.js';
import css from './Poll.module.css';

type Search = 'idle' | 'busy' | 'failed' | { found: FoundBallot | null };

/** The number of one's ballot, and after the close whether it stands in the list of all. */
export function PollReceipt({ poll, receipt }: { poll: PollView; receipt: string }) {
  const { t } = useTranslation(['polls', 'common']);
  const { day } = useLanguage();
  const [copied, setCopied] = useState(false);
  const { ballotsUrl, unlinkedAt } = poll;
  return (
    <div className={css.receipt}>
      <p className={css.number}>
        <span>{t('receipt')}</span>
        <code>{receipt}</code>
        <IconButton
          icon={copied ? 'check' : 'copy'}
          label={t(copied ? 'common:copied' : 'copyReceipt')}
          onClick={() => void copyText(receipt).then(setCopied)}
        />
      </p>
      {poll.state === 'open' && <p>{t('receiptHint')}</p>}
      {ballotsUrl && <Check poll={poll} url={ballotsUrl} receipt={receipt} />}
      {unlinkedAt && <p>{t('unlinked', { day: day(unlinkedAt) })}</p>}
    </div>
  );
}

function Check({ poll, url, receipt }: { poll: PollView; url: string; receipt: string }) {
  const { t } = useTranslation('polls');
  const { local } = useLanguage();
  const [search, setSearch] = useState<Search>('idle');
  const check = () => {
    setSearch('busy');
    findBallot(url, receipt, poll.tally?.voters ?? 0).then(
      (found) => setSearch({ found }),
      () => setSearch('failed'),
    );
  };
  const found = typeof search === 'object' ? search.found : undefined;
  const said = (index: number) =>
    poll.kind === 'rating' ? t('stars', { count: index + 1 }) : local(poll.options[index] ?? {});
  return (
    <>
      <div className={css.acts}>
        <Button kind="quiet" icon="search" busy={search === 'busy'} onClick={check}>
          {t('check')}
        </Button>
      </div>
      <p role="status" className={found ? css.saved : css.failed}>
        {search === 'failed' && t('checkFailed')}
        {found === null && t('notListed')}
        {found && t('listed', { answer: found.choices.map(said).join(', '), kind: t(`kind-${found.kind}`) })}
      </p>
    </>
  );
}
