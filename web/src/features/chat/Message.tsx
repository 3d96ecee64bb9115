import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { classNames } from '../../ui/class-names.js';
import { IconButton } from '../../ui/IconButton.js';
import { useAuthorName } from './author-name.js';
import { Linked } from './Linked.js';
import css from './Message.module.css';

const roleTexts = {
  owner: 'organiser',
  'state-organiser': 'organiser',
  'district-organiser': 'organiser',
  producer: 'organiser',
  moderator: 'moderator',
  analyst: null,
  speaker: 'speaker',
  interpreter: null,
  captioner: null,
  viewer: null,
} as const;

interface MessageProps {
  message: MessageView;
  own: boolean;
  linksAllowed: boolean;
  /** For moderators: opens what can be done with it. */
  onTools?: ((message: MessageView) => void) | undefined;
  /** For everyone else: says what is wrong with it. */
  onReport?: ((message: MessageView) => void) | undefined;
}

/** One message as text and nothing else; addresses in it are links only where the chat allows them. */
export const Message = memo(function Message({ message, own, linksAllowed, onTools, onReport }: MessageProps) {
  const { t } = useTranslation('chat');
  const { time, local } = useLanguage();
  const name = useAuthorName()(message);
  const role = message.authorRole && roleTexts[message.authorRole];
  return (
    <li className={classNames(css.message, own && css.own)} data-seq={message.seq}>
      <div className={css.head}>
        <span className={css.author}>{name}</span>
        {role && <span className={css.role}>{t(role)}</span>}
        {message.regionName && <span className={css.place}>{local(message.regionName)}</span>}
        <time className={css.time} dateTime={message.at}>
          {time(message.at)}
        </time>
      </div>
      {message.removed ? (
        <p className={css.removed}>{t('removed')}</p>
      ) : (
        <p className={css.text} dir="auto">
          {linksAllowed ? <Linked text={message.text} /> : message.text}
        </p>
      )}
      {onTools && !message.removed && (
        <IconButton icon="more" className={css.tools} label={t('tools', { name })} onClick={() => onTools(message)} />
      )}
      {!onTools && onReport && !own && !message.removed && (
        <IconButton
          icon="more"
          className={css.report}
          label={t('report', { name })}
          onClick={() => onReport(message)}
        />
      )}
    </li>
  );
});
