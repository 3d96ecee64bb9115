import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { maxSlides } from '@sammelan/shared/slides/slides.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { FileButton } from '../../../../ui/FileButton.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Notice } from '../../../../ui/Notice.js';
import { drawable, isDrawable, preparedPicture } from '../../rally/prepare-cover.js';
import { Failure } from '../../shell/Failure.js';
import css from './SlidesPanel.module.css';
import { useSlides } from './use-slides.js';

/** As large as a phone shows it; some 60 KB, once for each viewer. */
const slideFormat = { maxSide: 1080, quality: 0.75 };

/** Still pictures for those who save data: put ready, and shown in the place of stills of the programme. */
export function SlidesPanel({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { slides, act } = useSlides(rally.id);
  const onScreen = slides.findIndex(({ shown }) => shown) + 1;
  const [wrong, setWrong] = useState(false);
  const [drawing, setDrawing] = useState(false);
  const take = async (file: File) => {
    setDrawing(true);
    const picture = isDrawable(file) ? await preparedPicture(file, slideFormat) : null;
    setDrawing(false);
    setWrong(!picture);
    if (picture) act.mutate({ add: picture });
  };
  return (
    <>
      <p className={css.hint}>{onScreen > 0 ? t('slidesShown', { number: onScreen }) : t('slidesHint')}</p>
      <ul className={css.list}>
        {slides.length < maxSlides && (
          <li className={css.add}>
            <FileButton
              kind="quiet"
              accept={drawable}
              busy={drawing || act.isPending}
              onFile={(file) => void take(file)}
            >
              {t('slideAdd')}
            </FileButton>
          </li>
        )}
        {slides.map(({ id, url, shown }, index) => {
          const number = index + 1;
          return (
            <li key={id} className={css.slide} data-shown={shown}>
              <img src={url} alt={t('slideAlt', { number })} loading="lazy" />
              {shown ? (
                <Button disabled={act.isPending} onClick={() => act.mutate('hide')}>
                  {t('slideHide')}
                </Button>
              ) : (
                <Button kind="quiet" disabled={act.isPending} onClick={() => act.mutate({ show: id })}>
                  {t('slideShow')}
                </Button>
              )}
              <IconButton
                icon="trash"
                label={t('slideRemove', { number })}
                disabled={act.isPending}
                onClick={() => act.mutate({ remove: id })}
              />
            </li>
          );
        })}
      </ul>
      {wrong && <Notice tone="stop">{t('slideWrong')}</Notice>}
      <Failure error={act.error} />
    </>
  );
}
