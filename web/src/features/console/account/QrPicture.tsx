import { create } from 'qrcode';
import css from './Account.module.css';

/** Light modules around the code that readers need (ISO/IEC 18004, 9.1). */
const quiet = 4;

/** A text as a QR code, black on white in both looks. */
export default function QrPicture({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * quiet;
  const path = [...modules.data].flatMap((dark, index) =>
    dark ? `M${(index % modules.size) + quiet} ${Math.floor(index / modules.size) + quiet}h1v1h-1z` : [],
  );
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path.join('')} />
    </svg>
  );
}
