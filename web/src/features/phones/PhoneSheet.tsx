import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../../ui/Dialog.js';
import { CodeForm } from './CodeForm.js';
import { NumberForm } from './NumberForm.js';
import { notePhone } from './own-phone.js';
import css from './PhoneSheet.module.css';

/** Confirms a phone: its number, then the code that came. One thing at a time. */
export function PhoneSheet({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation(['phones', 'common']);
  return (
    <Sheet open={open} onClose={onClose} title={t('title')} closeLabel={t('common:close')}>
      <PhoneSteps onDone={onDone} />
    </Sheet>
  );
}

/** The number as it was typed, and what became of it. */
interface Sent {
  phone: string;
  view: CodeSentView;
  at: number;
}

/** The same without a sheet. @param why what the number is asked for, where it is not to write in the chat */
export function PhoneSteps({ why, onDone }: { why?: string; onDone: () => void }) {
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <div className={css.steps}>
      {sent === null ? (
        <NumberForm
          why={why}
          initial={phone}
          onSent={(typed, view) => setSent({ phone: typed, view, at: Date.now() })}
        />
      ) : (
        <CodeForm
          key={sent.view.requestId}
          {...sent}
          onSent={(view) => setSent({ ...sent, view, at: Date.now() })}
          onBack={() => {
            setPhone(sent.phone);
            setSent(null);
          }}
          onConfirmed={(view) => {
            notePhone(view);
            onDone();
          }}
        />
      )}
    </div>
  );
}
