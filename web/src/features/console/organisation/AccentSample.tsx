import type { AccentTones } from '@sammelan/shared/organisation/accent.rules.js';
import { useTranslation } from 'react-i18next';
import css from './OrganisationPage.module.css';

interface AccentSampleProps {
  title: string;
  tones: AccentTones;
  ink: string;
  paper: string;
}

/** A button, a link and a chip in an accent, on light or dark whatever the page itself is in. */
export function AccentSample({ title, tones, ink, paper }: AccentSampleProps) {
  const { t } = useTranslation('organisation');
  const { accent, onAccent, tint } = tones;
  return (
    <figure className={css.sample} style={{ background: paper, color: ink }}>
      <figcaption>{title}</figcaption>
      <span className={css.button} style={{ background: accent, color: onAccent }}>
        {t('sampleButton')}
      </span>
      <span>
        <span className={css.link} style={{ color: accent }}>
          {t('sampleLink')}
        </span>
      </span>
      <span className={css.chip} style={{ background: tint, color: accent }}>
        {t('sampleLink')}
      </span>
    </figure>
  );
}
