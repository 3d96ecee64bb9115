import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { classNames } from '../../../../ui/class-names.js';
import { Icon } from '../../../../ui/Icon.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { useAuthorName } from '../../../chat/author-name.js';
import { Linked } from '../../../chat/Linked.js';
import messageCss from '../../../chat/Message.module.css';
import { roleNames } from '../../invites/roles.js';
import css from './DeskChat.module.css';
import type { Moderation } from './use-moderation.js';

interface DeskMessageProps {
  ref?: Ref<HTMLElement>;
  message: MessageView;
  /** The one the keys act on. */
  chosen: boolean;
  pinned: boolean;
  linksAllowed: boolean;
  moderation: Moderation;
  onChoose: (id: string) => void;
  onBan: (message: MessageView) => void;
  onMore: (message: MessageView) => void;
}

/** One message to moderate; its buttons show on the one in hand or under the pointer. */
export const DeskMessage = memo(function DeskMessage(props: DeskMessageProps) {
  const { ref, message, chosen, pinned, linksAllowed, onChoose } = props;
  const { t } = useTranslation(['chat', 'common']);
  const { time, local } = useLanguage();
  const name = useAuthorName()(message);
  return (
    <li
      ref={ref as Ref<HTMLLIElement>}
      className={classNames(css.message, chosen && css.chosen)}
      tabIndex={chosen ? 0 : -1}
      aria-current={chosen || undefined}
      data-seq={message.seq}
      onFocus={() => onChoose(message.id)}
      onClick={() => onChoose(message.id)}
    >
      <div className={css.line}>
        <b className={messageCss.author}>{name}</b>
        {message.authorRole && message.authorRole !== 'viewer' && (
          <span className={messageCss.role}>{t(`common:${roleNames[message.authorRole]}`)}</span>
        )}
        {message.regionName && <span className={css.place}>{local(message.regionName)}</span>}
        <time className={css.time} dateTime={message.at}>
          {time(message.at)}
        </time>
        {pinned && <Icon name="pin" size={14} />}
      </div>
      {message.removed ? (
        <p className={css.gone}>{t('chat:removed')}</p>
      ) : (
        <p className={messageCss.text} dir="auto">
          {linksAllowed ? <Linked text={message.text} /> : message.text}
        </p>
      )}
      {!message.removed && <MessageActs {...props} name={name} />}
    </li>
  );
});

function MessageActs({
  message,
  pinned,
  moderation,
  onBan,
  onMore,
  name,
  chosen,
}: DeskMessageProps & { name: string }) {
  const { t } = useTranslation('deskChat');
  const button = { tabIndex: chosen ? 0 : -1, className: css.act };
  return (
    <div className={css.acts}>
      <IconButton icon="trash" label={t('remove')} {...button} onClick={() => moderation.remove(message)} />
      <IconButton icon="clock" label={t('mute', { name })} {...button} onClick={() => moderation.mute(message)} />
      <IconButton icon="ban" label={t('ban', { name })} {...button} onClick={() => onBan(message)} />
      <IconButton
        icon="pin"
        label={t(pinned ? 'unpin' : 'pin')}
        {...button}
        onClick={() => moderation.pin(message, pinned)}
      />
      <IconButton icon="more" label={t('more', { name })} {...button} onClick={() => onMore(message)} />
    </div>
  );
}
