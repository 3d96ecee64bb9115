import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import { useVisit } from '../watch/VisitContext.js';
import { interpretationOf } from './player-interpretation.js';

/** In which language the rally is heard; nothing where there is but one. */
export default function VoiceMenu() {
  const { t } = useTranslation('interpretation');
  const { connection, viewer } = useVisit();
  const interpretation = interpretationOf(connection, viewer);
  const { channels, language } = useStore(interpretation.state);
  // What was chosen stays in sight when its interpreter is gone: it is the way back to the floor.
  const offered = [...new Set([...channels.map((channel) => channel.language), ...(language ? [language] : [])])];
  if (channels.length === 0 && language === null) return null;
  const items = [
    { key: 'floor', label: t('floor'), checked: language === null, onSelect: () => interpretation.choose(null) },
    ...offered.map((tag) => ({
      key: tag,
      label: spokenLanguages[tag],
      checked: language === tag,
      onSelect: () => interpretation.choose(tag),
    })),
  ];
  return (
    <Menu
      label={t('menu')}
      side="above"
      items={items}
      trigger={(props) => <IconButton kind="over-video" icon="globe" label={t('menu')} {...props} />}
    />
  );
}
