import type { HeldView } from '@sammelan/shared/moderation/hold.dto.js';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { useAct } from '../../shell/use-act.js';
import deskCss from '../Desk.module.css';
import { useDesk } from '../DeskContext.js';
import { useDeskKeys } from '../keys/use-desk-keys.js';
import { HeldMessage } from './HeldMessage.js';
import { HistoryDialog } from './HistoryDialog.js';
import css from './Hold.module.css';

/** What waits for a moderator, with one message in hand: j and k move, a approves, d denies; with shift, all in hand. */
export function HoldPanel({ active }: { active: boolean }) {
  const { t } = useTranslation('deskHold');
  const { number } = useLanguage();
  const { hold } = useDesk();
  const queue = useStore(hold.state);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [asked, setAsked] = useState<HeldView | null>(null);
  const items = useRef(new Map<string, HTMLElement>());
  const act = useAct();
  useEffect(() => {
    hold.work(active);
    return () => hold.work(false);
  }, [hold, active]);
  const mine = queue?.mine ?? [];
  const at = mine.findIndex(({ id }) => id === chosenId);
  const go = (to: number) => {
    const next = mine[Math.max(0, Math.min(mine.length - 1, to))];
    setChosenId(next?.id ?? null);
    if (next) items.current.get(next.id)?.focus();
  };
  const decide = (messages: readonly HeldView[], approve: boolean) => {
    if (messages.length === 0) return;
    const after = mine[at + 1]?.id ?? mine[at - 1]?.id ?? null;
    if (messages.length === 1 && messages[0]?.id === chosenId) setChosenId(after);
    act(
      hold.decide(
        messages.map(({ id }) => id),
        approve,
      ),
      { done: t(approve ? 'approved' : 'denied', { count: messages.length }) },
    );
  };
  const chosen = mine[at];
  useDeskKeys(active && !asked, {
    j: () => go(at + 1),
    k: () => go(at - 1),
    a: () => chosen && decide([chosen], true),
    d: () => chosen && decide([chosen], false),
    // With shift: everything that is in hand.
    A: () => decide(mine, true),
    D: () => decide(mine, false),
    h: () => chosen && setAsked(chosen),
  });
  if (!queue) return <Skeleton height="120px" />;
  if (queue.waiting === 0) return <EmptyState icon="check" title={t('noneTitle')} text={t('noneText')} />;
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <p className={css.counts} role="status">
          {t('waiting', { shown: number(queue.waiting), count: queue.waiting })}
          {queue.withOthers > 0 && ` · ${t('withOthers', { shown: number(queue.withOthers) })}`}
        </p>
        {mine.length > 1 && (
          <div className={css.bulk}>
            <Button icon="check" onClick={() => decide(mine, true)}>
              {t('approveAll', { count: mine.length })}
            </Button>
            <Button icon="close" onClick={() => decide(mine, false)}>
              {t('denyAll', { count: mine.length })}
            </Button>
          </div>
        )}
      </div>
      {mine.length === 0 && <p className={css.others}>{t('allWithOthers')}</p>}
      <ol className={deskCss.scroll} aria-label={t('messages')}>
        {mine.map((held) => (
          <HeldMessage
            key={held.id}
            ref={(element) => {
              if (element) items.current.set(held.id, element);
              else items.current.delete(held.id);
            }}
            held={held}
            chosen={held.id === chosenId}
            onChoose={() => setChosenId(held.id)}
            onDecide={(approve) => decide([held], approve)}
            onHistory={() => setAsked(held)}
          />
        ))}
      </ol>
      <HistoryDialog person={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
