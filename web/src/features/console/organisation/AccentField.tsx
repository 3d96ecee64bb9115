import { accentFits, accentTones, contrast, nearestAccent } from '@sammelan/shared/organisation/accent.rules.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Field } from '../../../ui/Field.js';
import { Notice } from '../../../ui/Notice.js';
import { AccentSample } from './AccentSample.js';
import css from './OrganisationPage.module.css';

/** Whether this is a colour as the wire takes it. */
export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

/** A colour with what it will look like, and whether it can be read. */
export function AccentField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('organisation');
  const valid = isColour(value);
  return (
    <div className={css.form}>
      <div className={css.colour}>
        <input
          type="color"
          className={css.well}
          aria-label={t('accentPicker')}
          value={valid ? value : '#000000'}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <div className={css.code}>
          <Field
            label={t('accentCode')}
            value={value}
            maxLength={7}
            spellCheck={false}
            onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
            {...(!valid && { error: t('accentWrong') })}
          />
        </div>
      </div>
      {valid && <Verdict colour={value} onTake={onChange} />}
      {valid && accentFits(value) && <Samples colour={value} />}
    </div>
  );
}

function Verdict({ colour, onTake }: { colour: string; onTake: (colour: string) => void }) {
  const { t } = useTranslation('organisation');
  const { decimal } = useLanguage();
  const ratio = decimal(contrast(colour, '#ffffff'));
  if (accentFits(colour)) return <Notice tone="ok">{t('contrastGood', { ratio })}</Notice>;
  const nearest = nearestAccent(colour);
  return (
    <Notice tone="hand" action={<Button onClick={() => onTake(nearest)}>{t('takeNearest', { nearest })}</Button>}>
      {t('contrastPoor', { ratio, nearest })}
    </Notice>
  );
}

function Samples({ colour }: { colour: string }) {
  const { t } = useTranslation('organisation');
  const { light, dark } = accentTones(colour);
  return (
    <div className={css.samples}>
      <AccentSample title={t('inLight')} tones={light} ink="#14171f" paper="#ffffff" />
      <AccentSample title={t('inDark')} tones={dark} ink="#f2f3f5" paper="#0e1116" />
    </div>
  );
}
