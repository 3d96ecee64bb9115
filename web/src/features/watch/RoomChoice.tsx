import type { ChatRoom } from '@sammelan/shared/chat/chat.dto.js';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.js';
import { Menu } from '../../ui/Menu.js';
import css from './Panel.module.css';

interface RoomChoiceProps {
  current: ChatRoom;
  /** Name of the viewer's own region. */
  region: string;
  onChange: (room: ChatRoom) => void;
}

/** Everyone's chat or that of one's own area. */
export function RoomChoice({ current, region, onChange }: RoomChoiceProps) {
  const { t } = useTranslation('chat');
  const names = { rally: t('roomRally'), region };
  return (
    <Menu
      label={t('rooms')}
      items={(['rally', 'region'] as const).map((key) => ({
        key,
        label: names[key],
        checked: key === current,
        onSelect: () => onChange(key),
      }))}
      trigger={(props) => (
        <button type="button" className={css.room} {...props}>
          <span className="visually-hidden">{t('rooms')}: </span>
          <span className={css.roomName}>{names[current]}</span>
          <Icon name="chevron-down" size={16} />
        </button>
      )}
    />
  );
}
