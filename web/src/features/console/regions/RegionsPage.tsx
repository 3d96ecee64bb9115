import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Page } from '../shell/Page.js';
import { usePermission } from '../shell/use-me.js';
import { ImportCard } from './import/ImportCard.js';
import { RegionTree } from './RegionTree.js';

/** The organisation's tree of areas, and the way to bring it in. */
export default function RegionsPage() {
  const { t } = useTranslation('regionAdmin');
  const mayImport = usePermission('region.import');
  const [importing, setImporting] = useState(false);
  const open = mayImport && !importing && (
    <Button icon="upload" onClick={() => setImporting(true)}>
      {t('import')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={open}>
      {importing && <ImportCard onClose={() => setImporting(false)} />}
      <RegionTree importButton={open} />
    </Page>
  );
}
