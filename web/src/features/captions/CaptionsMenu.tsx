import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import { useVisit } from '../watch/VisitContext.js';
import { captionsOf } from './player-captions.js';

/** Which captions, and how large; nothing where there are none. */
export default function CaptionsMenu() {
  const { t } = useTranslation('captions');
  const { connection, viewer } = useVisit();
  const captions = captionsOf(connection, viewer);
  const { languages, language, size } = useStore(captions.state);
  if (languages.length === 0) return null;
  const items = [
    { key: 'off', label: t('off'), checked: language === null, onSelect: () => captions.choose(null) },
    ...languages.map((tag) => ({
      key: tag,
      label: t('inLanguage', { language: spokenLanguages[tag] }),
      checked: language === tag,
      onSelect: () => captions.choose(tag),
    })),
    ...(language === null
      ? []
      : [
          {
            key: 'large',
            label: t('large'),
            checked: size === 'large',
            onSelect: () => captions.resize(size === 'large' ? 'normal' : 'large'),
          },
        ]),
  ];
  return (
    <Menu
      label={t('menu')}
      side="above"
      items={items}
      trigger={(props) => (
        <IconButton
          kind="over-video"
          icon={language === null ? 'captions' : 'captions-on'}
          label={t('menu')}
          {...props}
        />
      )}
    />
  );
}
