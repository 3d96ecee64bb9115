import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Dialog } from '../../../ui/Dialog.js';

interface ConfirmProps {
  open: boolean;
  title: string;
  /** What it does and whether there is a way back. */
  text: string;
  /** The verb on the button. */
  act: string;
  dangerous?: boolean | undefined;
  onAct: () => void;
  onClose: () => void;
}

/** Asks before something that many notice or that cannot be undone. */
export function Confirm({ open, title, text, act, dangerous, onAct, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      title={title}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind={dangerous ? 'stop' : 'main'}
            onClick={() => {
              onClose();
              onAct();
            }}
          >
            {act}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
