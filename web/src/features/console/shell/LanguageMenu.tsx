import { languages } from '@sammelan/shared/contract/local-text.js';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../../app/i18n/i18n.js';
import { languageNames } from '../../../app/i18n/languages.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Menu } from '../../../ui/Menu.js';

/** The page's language, and the others. */
export function LanguageMenu() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <Menu
      label={t('language')}
      items={languages.map((one) => ({
        key: one,
        label: languageNames[one],
        checked: one === language,
        onSelect: () => void chooseLanguage(one),
      }))}
      trigger={(props) => (
        <Button kind="quiet" icon="globe" {...props}>
          {languageNames[language]}
        </Button>
      )}
    />
  );
}
