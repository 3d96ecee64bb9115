import { type ReactNode, useEffect, useId, useRef } from 'react';
import { classNames } from './class-names.js';
import css from './Dialog.module.css';
import { IconButton } from './IconButton.js';

interface DialogProps {
  open: boolean;
  title: string;
  /** Called on Escape, on the close button and on a press outside. */
  onClose: () => void;
  closeLabel: string;
  /** `sheet` rises from the bottom on a phone and is a dialog elsewhere. */
  shape?: 'dialog' | 'sheet';
  /** The buttons at the end. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A modal native <dialog>: the browser keeps focus inside and gives it back. */
export function Dialog({ open, title, onClose, closeLabel, shape = 'dialog', actions, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={classNames(css.dialog, css[shape])}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {open && (
        <div className={css.body}>
          <header className={css.header}>
            <h2 id={titleId}>{title}</h2>
            <IconButton icon="close" label={closeLabel} onClick={onClose} />
          </header>
          <div className={css.content}>{children}</div>
          {actions && <footer className={css.actions}>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}

/** What slides up from the bottom of a phone. */
export function Sheet(props: Omit<DialogProps, 'shape'>) {
  return <Dialog {...props} shape="sheet" />;
}
