import { create } from 'qrcode';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import css from './QrCode.module.css';
import { saveBlob } from '../../../app/save-blob.js';

/** Light modules around the code that readers need (ISO/IEC 18004, 9.1). */
const quiet = 4;

/** The dark modules as an outline, one square each. */
function squares(url: string): { size: number; path: string } {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const dark = [...modules.data].flatMap((value, index) =>
    value ? `M${(index % size) + quiet} ${Math.floor(index / size) + quiet}h1v1h-1z` : [],
  );
  return { size: size + 2 * quiet, path: dark.join('') };
}

const fileName = (name: string): string => `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.svg`;

/** A link as a QR code, black on white in both looks, to show or to print. */
export default function QrCode({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation('console');
  const { size, path } = squares(url);
  const save = () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
    saveBlob(new Blob([svg], { type: 'image/svg+xml' }), fileName(name));
  };
  return (
    <div className={css.qr}>
      <svg className={css.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('qrOf')}>
        <path d={path} />
      </svg>
      <p className={css.hint}>{t('qrHint')}</p>
      <Button icon="download" onClick={save}>
        {t('saveQr')}
      </Button>
    </div>
  );
}
