import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BesideStagePage } from '../../stage/BesideStagePage.js';
import { openBooth } from './booth.js';
import css from './CaptionPage.module.css';
import { CaptionPicture } from './CaptionPicture.js';
import { Writer } from './Writer.js';

const slugHere = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** /caption/:slug: the picture, what viewers read on it, and a line to type into. */
export function CaptionPage() {
  const { t } = useTranslation('captionWriter');
  const [booth] = useState(() => openBooth(slugHere()));
  const words = {
    heading: t('heading'),
    titled: (title: string) => t('title', { title }),
    over: t('over'),
    overText: t('overText'),
    notInvited: t('notInvited'),
    notInvitedText: t('notInvitedText'),
    watch: t('watch'),
  };
  return (
    <BesideStagePage place={booth} needs="caption.write" words={words} icon="captions" filling>
      {(rally, open) => (
        <div className={css.columns}>
          <CaptionPicture booth={booth} rally={rally} />
          <Writer booth={booth} open={open} />
        </div>
      )}
    </BesideStagePage>
  );
}
