import type { ConfigureChatDto } from '@sammelan/shared/chat/chat.dto.js';
import { useTranslation } from 'react-i18next';
import { useStorePart } from '../../../../app/store.js';
import { Chip } from '../../../../ui/Chip.js';
import { Menu } from '../../../../ui/Menu.js';
import type { ChatRoom } from '../../../chat/chat-room.js';
import { useAct } from '../../shell/use-act.js';
import { ChatModes } from '../hold/ChatModes.js';
import { ShieldButton } from '../hold/ShieldButton.js';
import { useDesk } from '../DeskContext.js';
import css from './DeskChat.module.css';

const pauses = [0, 5, 10, 30, 60] as const;

/** Slow mode, pause and links: each a press away, and said in words. */
export function ChatRules({ room }: { room: ChatRoom }) {
  const { t } = useTranslation('deskChat');
  const { connection } = useDesk();
  const act = useAct();
  const settings = useStorePart(room.state, (state) => state.settings);
  if (!settings) return null;
  const set = (change: ConfigureChatDto, done?: string) =>
    act(connection.send('chat:configure', change), done ? { done } : {});
  const slowLabel = (seconds: number) => (seconds ? t('slowSeconds', { seconds }) : t('slowOff'));
  return (
    <div className={css.rules} role="group" aria-label={t('rules')}>
      <Menu
        label={t('slow')}
        items={pauses.map((seconds) => ({
          key: String(seconds),
          label: slowLabel(seconds),
          checked: settings.slowSeconds === seconds,
          onSelect: () => set({ slowSeconds: seconds }),
        }))}
        trigger={(props) => (
          <button type="button" className={css.slow} data-on={settings.slowSeconds > 0} {...props}>
            {slowLabel(settings.slowSeconds)}
          </button>
        )}
      />
      <ChatModes settings={settings} set={set} />
      <Chip
        selected={settings.paused}
        onClick={() => set({ paused: !settings.paused }, t(settings.paused ? 'resumed' : 'paused'))}
      >
        {t('pause')}
      </Chip>
      <ShieldButton settings={settings} />
      <Chip selected={settings.linksAllowed} onClick={() => set({ linksAllowed: !settings.linksAllowed })}>
        {t('links')}
      </Chip>
    </div>
  );
}
