import type { ChatSettings, ConfigureChatDto } from '@sammelan/shared/chat/chat.dto.js';
import { useTranslation } from 'react-i18next';
import { Menu } from '../../../../ui/Menu.js';
import css from '../chat/DeskChat.module.css';

const delays = [0, 3, 6] as const;

/** The rules that are changed less often: who may write, what is approved first, how much earlier moderators see it. */
export function ChatModes({ settings, set }: { settings: ChatSettings; set: (change: ConfigureChatDto) => void }) {
  const { t } = useTranslation('deskHold');
  const { audience, holdAll, regionOnly, delaySeconds } = settings;
  const items = [
    {
      key: 'verified',
      label: t('verified'),
      checked: audience === 'verified',
      onSelect: () => set({ audience: audience === 'verified' ? 'everyone' : 'verified' }),
    },
    {
      key: 'regionOnly',
      label: t('regionOnly'),
      checked: regionOnly,
      onSelect: () => set({ regionOnly: !regionOnly }),
    },
    { key: 'holdAll', label: t('holdAll'), checked: holdAll, onSelect: () => set({ holdAll: !holdAll }) },
    ...delays.map((seconds) => ({
      key: `delay${seconds}`,
      label: seconds ? t('delay', { seconds }) : t('delayOff'),
      checked: delaySeconds === seconds,
      onSelect: () => set({ delaySeconds: seconds }),
    })),
  ];
  const changed = audience === 'verified' || holdAll || regionOnly || delaySeconds > 0;
  return (
    <Menu
      label={t('modesLabel')}
      items={items}
      align="start"
      trigger={(props) => (
        <button type="button" className={css.slow} data-on={changed} {...props}>
          {t('modesLabel')}
        </button>
      )}
    />
  );
}
