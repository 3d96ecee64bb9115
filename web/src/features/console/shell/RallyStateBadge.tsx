import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/Badge.js';
import { rallyStateNames } from './rally-state-names.js';

const tones = {
  draft: 'quiet',
  scheduled: 'ok',
  open: 'hand',
  live: 'live',
  ended: 'quiet',
  archived: 'quiet',
} as const;

/** A rally's state in a word and a colour. */
export function RallyStateBadge({ state }: { state: RallyState }) {
  const { t } = useTranslation('console');
  return <Badge tone={tones[state]}>{t(rallyStateNames[state])}</Badge>;
}
