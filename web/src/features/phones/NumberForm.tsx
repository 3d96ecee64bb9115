import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import { asciiDigits } from '@sammelan/shared/phones/phones.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { sendCode } from './send-code.js';

/** Fewer digits are no number anywhere. */
const leastDigits = 6;

/** Asks for the number and says what becomes of it. */
export function NumberForm({
  initial,
  why,
  onSent,
}: {
  initial: string;
  why: string | undefined;
  onSent: (phone: string, view: CodeSentView) => void;
}) {
  const { t } = useTranslation('phones');
  const [phone, setPhone] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const typed = phone.trim();
  const send = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      onSent(typed, await sendCode(typed));
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{why ?? t('why')}</p>
      <Field
        label={t('number')}
        hint={t('numberHint')}
        {...(failure && { error: failure })}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onInput={(event) => setPhone(event.currentTarget.value)}
        maxLength={30}
        required
        autoFocus
      />
      <Button
        kind="main"
        type="submit"
        wide
        busy={busy}
        disabled={asciiDigits(typed).replace(/\D/g, '').length < leastDigits}
      >
        {t('send')}
      </Button>
    </form>
  );
}
