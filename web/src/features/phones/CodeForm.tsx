import type { CodeSentView, PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { asciiDigits, codeDigits, resendSeconds } from '@sammelan/shared/phones/phones.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorCode, errorText } from '../../app/error-text.js';
import { formatClock } from '../../app/i18n/format.js';
import { useNow } from '../../app/use-now.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import css from './PhoneSheet.module.css';
import { sendCode } from './send-code.js';

interface CodeFormProps {
  phone: string;
  view: CodeSentView;
  /** When it was sent, in ms since the epoch. */
  at: number;
  onSent: (view: CodeSentView) => void;
  onBack: () => void;
  onConfirmed: (view: PhoneView) => void;
}

/** Takes the code that came by text message; the sixth digit sends it. */
export function CodeForm({ phone, view, at, onSent, onBack, onConfirmed }: CodeFormProps) {
  const { t } = useTranslation('phones');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const now = Math.max(useNow(), at);
  const waitSeconds = Math.ceil(resendSeconds - (now - at) / 1000);
  const isOver = now - at >= view.expiresInMs || errorCode(failure) === 'code-expired';

  const attempt = (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    work()
      .catch((error: unknown) => {
        setCode('');
        setFailure(error);
      })
      .finally(() => setBusy(false));
  };
  const confirm = (typed: string) =>
    attempt(async () => {
      const body = { requestId: view.requestId, code: typed };
      onConfirmed(await api<PhoneView>('/api/phone/confirm', { body }));
    });
  const type = (text: string) => {
    const typed = asciiDigits(text).replace(/\D/g, '').slice(0, codeDigits);
    setCode(typed);
    if (typed.length === codeDigits && !busy) confirm(typed);
  };

  return (
    <form
      className={css.code}
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === codeDigits) confirm(code);
      }}
    >
      <p>{t('sent', { digits: view.lastTwo })}</p>
      <Field
        label={t('code')}
        {...(failure !== null ? { error: errorText(failure) } : isOver && { error: t('over') })}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        value={code}
        onInput={(event) => type(event.currentTarget.value)}
        disabled={isOver}
        aria-busy={busy}
        autoFocus
      />
      <div className={css.ways}>
        <Button kind="quiet" onClick={onBack}>
          {t('otherNumber')}
        </Button>
        <Button
          kind={isOver ? 'main' : 'plain'}
          disabled={waitSeconds > 0 || busy}
          onClick={() => attempt(async () => onSent(await sendCode(phone)))}
        >
          {waitSeconds > 0 ? t('resendIn', { time: formatClock(waitSeconds) }) : t('resend')}
        </Button>
      </div>
    </form>
  );
}
