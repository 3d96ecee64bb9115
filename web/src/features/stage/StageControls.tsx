import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import type { IconName } from '../../ui/icons.js';
import { Menu, type MenuItem } from '../../ui/Menu.js';
import { DevicePickers } from './DevicePickers.js';
import css from './StageControls.module.css';
import { useSpeaking } from './SpeakingContext.js';

/** Three buttons, large: microphone, camera, leave. All else is in the menu. */
export function StageControls({ seat }: { seat: SeatView | undefined }) {
  const { t } = useTranslation(['stage', 'common']);
  const { speaker, viewer } = useSpeaking();
  const { on, screen } = useStore(speaker.state);
  const { muted } = useStore(viewer.sound.state);
  const [asked, setAsked] = useState<'leave' | 'settings'>();
  const close = () => setAsked(undefined);
  const items: MenuItem[] = [
    ...('getDisplayMedia' in navigator.mediaDevices
      ? [
          {
            key: 'screen',
            icon: 'screen' as const,
            label: t(screen ? 'stopScreen' : 'shareScreen'),
            onSelect: () => void (screen ? speaker.stopScreen() : speaker.shareScreen()),
          },
        ]
      : []),
    { key: 'settings', icon: 'settings', label: t('settings'), onSelect: () => setAsked('settings') },
    {
      key: 'sound',
      icon: muted ? 'volume' : 'volume-off',
      label: t(muted ? 'programmeSoundOn' : 'programmeSoundOff'),
      onSelect: () => (muted ? viewer.sound.unmute() : viewer.sound.mute()),
    },
  ];
  return (
    <div className={css.controls} role="group" aria-label={t('controls')}>
      <Toggle
        on={on.microphone}
        icon={on.microphone ? 'mic' : 'mic-off'}
        label={t(on.microphone ? 'microphoneOff' : 'microphoneOn')}
        text={t('mic')}
        onClick={() => void speaker.setMicrophone(!on.microphone)}
      />
      <Toggle
        on={on.camera}
        icon={on.camera ? 'camera' : 'camera-off'}
        label={t(on.camera ? 'cameraOff' : 'cameraOn')}
        text={t('camera')}
        onClick={() => void speaker.setCamera(!on.camera)}
      />
      <Button kind="stop" icon="leave" aria-label={t('leave')} onClick={() => setAsked('leave')}>
        {t('leaveShort')}
      </Button>
      <Menu
        label={t('common:more')}
        side="above"
        items={items}
        trigger={(props) => <IconButton icon="more" label={t('common:more')} {...props} />}
      />
      <Dialog
        open={asked === 'leave'}
        title={t('leaveQuestion')}
        closeLabel={t('common:close')}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t('stay')}</Button>
            <Button kind="stop" onClick={() => void speaker.leave()}>
              {t('leave')}
            </Button>
          </>
        }
      >
        <p>{t(seat?.state === 'on-air' ? 'leaveOnAir' : 'leaveGreenRoom')}</p>
      </Dialog>
      <Dialog open={asked === 'settings'} title={t('settings')} closeLabel={t('common:close')} onClose={close}>
        <DevicePickers />
      </Dialog>
    </div>
  );
}

interface ToggleProps {
  on: boolean;
  icon: IconName;
  /** What a press does. */
  label: string;
  /** The short word under the sign. */
  text: string;
  onClick: () => void;
}

function Toggle({ on, icon, label, text, onClick }: ToggleProps) {
  return (
    <button type="button" className={css.toggle} data-off={!on || undefined} aria-label={label} onClick={onClick}>
      <Icon name={icon} size={24} />
      <span aria-hidden="true">{text}</span>
    </button>
  );
}
