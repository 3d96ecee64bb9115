import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Card } from '../../../../ui/Card.js';
import { FileButton } from '../../../../ui/FileButton.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Notice } from '../../../../ui/Notice.js';
import { useOrganisation } from '../../shell/use-organisation.js';
import { type CsvHead, readCsvHead } from './csv-head.js';
import { guessMapping, type LevelChoice } from './guess-mapping.js';
import css from './ImportCard.module.css';
import { ImportOutcome } from './ImportOutcome.js';
import { MappingForm } from './MappingForm.js';
import { mappingOf } from './mapping.js';
import { uploadRegions } from './upload-regions.js';

interface Chosen {
  file: File;
  head: CsvHead;
  choices: LevelChoice[];
}

/** Takes a directory of areas in from a file: choose it, put the guess right, send it. */
export function ImportCard({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['regionAdmin', 'common']);
  const { decimal } = useLanguage();
  const client = useQueryClient();
  const levels = useOrganisation().data?.levels ?? [];
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [sent, setSent] = useState(0);
  const mapping = chosen && mappingOf(chosen.choices, chosen.head.header);
  const upload = useMutation({
    mutationFn: () => uploadRegions(chosen!.file, mapping!, setSent),
    onMutate: () => setSent(0),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['regions'] });
      void client.invalidateQueries({ queryKey: ['region-search'] });
    },
  });
  const take = async (file: File) => {
    upload.reset();
    const head = await readCsvHead(file).catch(() => null);
    setUnreadable(!head);
    setChosen(head && { file, head, choices: guessMapping(head, levels) });
  };
  return (
    <Card
      title={t('regionAdmin:importTitle')}
      text={t('regionAdmin:importText')}
      aside={<IconButton icon="close" label={t('common:close')} onClick={onClose} />}
    >
      {unreadable && <Notice tone="stop">{t('regionAdmin:fileUnreadable')}</Notice>}
      <div className={css.file}>
        <FileButton
          accept=".csv,text/csv"
          kind={chosen ? 'plain' : 'main'}
          busy={upload.isPending}
          onFile={(file) => void take(file)}
        >
          {t(chosen ? 'regionAdmin:chooseOther' : 'regionAdmin:choose')}
        </FileButton>
        {chosen && (
          <span className={css.quiet}>
            {t('regionAdmin:fileFacts', { name: chosen.file.name, size: decimal(chosen.file.size / 1e6) })}
          </span>
        )}
      </div>
      {chosen && !upload.isSuccess && (
        <>
          <MappingForm
            head={chosen.head}
            levels={levels}
            choices={chosen.choices}
            onChange={(choices) => {
              upload.reset();
              setChosen({ ...chosen, choices });
            }}
          />
          <div>
            <Button
              kind="main"
              icon="upload"
              disabled={!mapping}
              busy={upload.isPending}
              onClick={() => upload.mutate()}
            >
              {t('regionAdmin:start')}
            </Button>
          </div>
        </>
      )}
      <ImportOutcome upload={upload} sent={sent} onDone={onClose} />
    </Card>
  );
}
