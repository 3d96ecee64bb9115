import type { HeldReason, HeldView } from '@sammelan/shared/moderation/hold.dto.js';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Chip } from '../../../../ui/Chip.js';
import { classNames } from '../../../../ui/class-names.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { useAuthorName } from '../../../chat/author-name.js';
import messageCss from '../../../chat/Message.module.css';
import lineCss from '../chat/DeskChat.module.css';
import css from './Hold.module.css';

interface HeldMessageProps {
  ref: Ref<HTMLLIElement>;
  held: HeldView;
  /** The one the keys act on. */
  chosen: boolean;
  onChoose: () => void;
  onDecide: (approve: boolean) => void;
  onHistory: () => void;
}

/** A held message, why it is held, and what can be done. */
export function HeldMessage({ ref, held, chosen, onChoose, onDecide, onHistory }: HeldMessageProps) {
  const { t } = useTranslation('deskHold');
  const { time, local } = useLanguage();
  const name = useAuthorName()(held);
  return (
    <li
      ref={ref}
      className={classNames(css.message, chosen && css.chosen)}
      tabIndex={0}
      aria-current={chosen || undefined}
      onFocus={onChoose}
      data-held={held.id}
    >
      <div className={lineCss.line}>
        <b className={messageCss.author}>{name}</b>
        {held.regionName && <span className={lineCss.place}>{local(held.regionName)}</span>}
        <time className={lineCss.time} dateTime={held.heldAt}>
          {time(held.heldAt)}
        </time>
      </div>
      <p className={messageCss.text} dir="auto">
        {held.text}
      </p>
      <p className={css.reasons}>
        {held.reasons.map((reason) => (
          <Chip key={reason.rule} tone="hand">
            <Reason reason={reason} />
          </Chip>
        ))}
      </p>
      <div className={css.acts}>
        <Button kind="main" icon="check" aria-label={`${t('approve')}: ${name}`} onClick={() => onDecide(true)}>
          {t('approve')}
        </Button>
        <Button icon="close" aria-label={`${t('deny')}: ${name}`} onClick={() => onDecide(false)}>
          {t('deny')}
        </Button>
        <IconButton icon="clock" label={t('history', { name })} onClick={onHistory} />
      </div>
    </li>
  );
}

const walls = ['capitals', 'emoji', 'run', 'lines', 'marks'] as const;
const reports = ['abuse', 'spam', 'false', 'other'] as const;

/** The rule in words, with what set it off. */
function Reason({ reason: { rule, because } }: { reason: HeldReason }) {
  const { t } = useTranslation('deskHold');
  const words = (list: readonly string[], prefix: 'wall' | 'report'): string =>
    because
      .split(', ')
      .map((one) => (list.includes(one) ? t(`${prefix}-${one}` as 'wall-capitals') : one))
      .join(', ');
  if (rule === 'walls') return words(walls, 'wall');
  if (rule === 'reports') return `${t('rule-reports')}: ${words(reports, 'report')}`;
  const told = rule === 'words' || rule === 'links' || rule === 'crowd';
  return `${t(`rule-${rule}`)}${told ? `: ${because}` : ''}`;
}
