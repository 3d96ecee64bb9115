import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { FileButton } from '../../../ui/FileButton.js';
import { Notice } from '../../../ui/Notice.js';
import { showToast } from '../../../ui/toasts.js';
import { Failure } from '../shell/Failure.js';
import css from './CoverCard.module.css';
import { drawable, isDrawable, preparedPicture } from './prepare-cover.js';
import { useCover } from './use-rally.js';

/** The cover picture: chosen, drawn anew without what the camera knows of the place, and up. */
export function CoverCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rally');
  const cover = useCover(rally.id);
  const [wrong, setWrong] = useState(false);
  const [drawing, setDrawing] = useState(false);
  const take = async (file: File) => {
    setDrawing(true);
    const picture = isDrawable(file) ? await preparedPicture(file) : null;
    setDrawing(false);
    setWrong(!picture);
    if (picture) cover.mutate(picture, { onSuccess: () => showToast({ tone: 'done', text: t('coverSaved') }) });
  };
  return (
    <Card title={t('cover')} text={t('coverHint')}>
      {rally.coverUrl && <img className={css.picture} src={rally.coverUrl} alt={t('coverAlt')} />}
      {wrong && <Notice tone="stop">{t('coverWrong')}</Notice>}
      <Failure error={cover.error} />
      <div className={css.actions}>
        <FileButton accept={drawable} busy={drawing || cover.isPending} onFile={(file) => void take(file)}>
          {t(rally.coverUrl ? 'coverReplace' : 'coverChoose')}
        </FileButton>
        {rally.coverUrl && (
          <Button kind="quiet" icon="trash" disabled={cover.isPending} onClick={() => cover.mutate(null)}>
            {t('coverRemove')}
          </Button>
        )}
      </div>
    </Card>
  );
}
