import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Card } from '../../../ui/Card.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { codeOf } from '../regions/use-regions.js';
import { ShareLink } from '../shell/ShareLink.js';

/** The link to watch, for everyone or for an area. */
export function ShareCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rally');
  const { local } = useLanguage();
  const [path, setPath] = useState(rally.regionPath);
  const code = codeOf(path);
  const url = `${location.origin}/r/${rally.slug}${code ? `?region=${code}` : ''}`;
  return (
    <Card title={t('links')} text={t('linksText')}>
      <RegionField label={t('linkFor')} value={path} onChange={setPath} />
      <ShareLink label={t('linkLabel')} url={url} title={t('shareTitle', { title: local(rally.title) })} />
    </Card>
  );
}
