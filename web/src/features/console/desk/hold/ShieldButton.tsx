import type { ChatSettings } from '@sammelan/shared/chat/chat.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Chip } from '../../../../ui/Chip.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';

/** One tap against a raid, one tap back; raising it says what it does first. */
export function ShieldButton({ settings }: { settings: ChatSettings }) {
  const { t } = useTranslation(['deskHold', 'common']);
  const { connection } = useDesk();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const { shielded } = settings;
  const set = (on: boolean) =>
    act(connection.send('chat:shield', { on }), { done: t(on ? 'shieldRaised' : 'shieldLowered') });
  return (
    <>
      <Chip selected={shielded} onClick={() => (shielded ? set(false) : setAsking(true))}>
        {t(shielded ? 'shieldUp' : 'shield')}
      </Chip>
      <Dialog
        open={asking}
        title={t('shieldTitle')}
        closeLabel={t('common:close')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
            <Button
              kind="main"
              onClick={() => {
                setAsking(false);
                set(true);
              }}
            >
              {t('shieldDo')}
            </Button>
          </>
        }
      >
        <p>{t('shieldText')}</p>
      </Dialog>
    </>
  );
}
