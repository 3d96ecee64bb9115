import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../../app/copy-text.js';
import { Button } from '../../../ui/Button.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Field } from '../../../ui/Field.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import css from './ShareLink.module.css';

const QrCode = lazy(() => import('./QrCode.js'));

interface ShareLinkProps {
  label: string;
  url: string;
  /** What goes with it into the message. */
  title: string;
  /** Only the buttons; for lists. */
  compact?: boolean;
}

/** A link with every way to hand it on: copied, as a QR code, by the phone's own share sheet. */
export function ShareLink({ label, url, title, compact }: ShareLinkProps) {
  const { t } = useTranslation(['common', 'console']);
  const [copied, setCopied] = useState(false);
  const [showsQr, setShowsQr] = useState(false);
  const copy = async () => {
    if (!(await copyText(url))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={css.share}>
      {!compact && (
        <Field label={label} value={url} readOnly onFocus={(event) => event.currentTarget.select()} dir="ltr" />
      )}
      <div className={css.ways}>
        <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
          <span aria-live="polite">{t(copied ? 'common:copied' : 'common:copy')}</span>
        </Button>
        <Button icon="qr" onClick={() => setShowsQr(true)}>
          {t('console:showQr')}
        </Button>
        {'share' in navigator && (
          <Button icon="share" onClick={() => void navigator.share({ title, url }).catch(() => undefined)}>
            {t('common:share')}
          </Button>
        )}
      </div>
      <Dialog open={showsQr} title={title} closeLabel={t('common:close')} onClose={() => setShowsQr(false)}>
        <Suspense fallback={<Skeleton height="320px" />}>
          <QrCode url={url} name={title} />
        </Suspense>
      </Dialog>
    </div>
  );
}
