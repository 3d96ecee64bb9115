import { languages } from '@sammelan/shared/contract/local-text.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../app/i18n/i18n.js';
import { hasChosenLanguage, languageNames, rememberLanguage } from '../../app/i18n/languages.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { noteRegionAsked, ownRegionCode, wasRegionAsked } from '../regions/own-region.js';
import css from './FirstVisit.module.css';
import { useVisit } from './VisitContext.js';

/** On a first visit: language, then area. One tap each, inside the page, never before the picture. */
export function FirstVisit({ onChooseRegion }: { onChooseRegion: () => void }) {
  const { t } = useTranslation(['watch', 'common']);
  const { language } = useLanguage();
  const { attendance } = useVisit();
  const region = useStore(attendance.state)?.region;
  const [step, setStep] = useState<'language' | 'region' | 'done'>(hasChosenLanguage() ? 'region' : 'language');
  const regionSettled = Boolean(region) || wasRegionAsked() || ownRegionCode() !== undefined;

  if (step === 'language')
    return (
      <section className={css.card} aria-label={t('common:chooseLanguage')}>
        <p lang="hi">{t('firstLanguage')}</p>
        <div className={css.choices}>
          {languages.map((key) => (
            <Button
              key={key}
              kind={key === language ? 'main' : 'plain'}
              onClick={() => {
                rememberLanguage(key);
                setStep('region');
                void chooseLanguage(key).catch(() => undefined);
              }}
            >
              <span lang={key}>{languageNames[key]}</span>
            </Button>
          ))}
        </div>
      </section>
    );
  if (step === 'done' || regionSettled) return null;
  return (
    <section className={css.card} aria-label={t('firstRegion')}>
      <p>{t('firstRegion')}</p>
      <div className={css.choices}>
        <Button kind="main" onClick={onChooseRegion}>
          {t('yourArea')}
        </Button>
        <IconButton
          icon="close"
          label={t('common:skip')}
          onClick={() => {
            noteRegionAsked();
            setStep('done');
          }}
        />
      </div>
    </section>
  );
}
