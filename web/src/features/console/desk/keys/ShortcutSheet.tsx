import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../../ui/Dialog.js';
import css from './ShortcutSheet.module.css';
import { useDeskKeys } from './use-desk-keys.js';

const shortcuts = [
  ['j', 'next'],
  ['k', 'previous'],
  ['d', 'remove'],
  ['m', 'mute'],
  ['a', 'approve'],
  ['A', 'approveAll'],
  ['D', 'denyAll'],
  ['h', 'history'],
  ['b', 'ban'],
  ['p', 'pin'],
  ['c', 'write'],
  ['?', 'help'],
] as const;

interface ShortcutSheetProps {
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** The keys of the desk; itself under the question mark. */
export function ShortcutSheet({ open, onOpen, onClose }: ShortcutSheetProps) {
  const { t } = useTranslation(['deskKeys', 'common']);
  useDeskKeys(true, { '?': onOpen });
  return (
    <Dialog open={open} title={t('deskKeys:title')} closeLabel={t('common:close')} onClose={onClose}>
      <p className={css.text}>{t('deskKeys:text')}</p>
      <dl className={css.keys}>
        {shortcuts.map(([key, words]) => (
          <div key={key} className={css.row}>
            <dt>
              <kbd className={css.key}>{key}</kbd>
            </dt>
            <dd>{t(`deskKeys:${words}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
