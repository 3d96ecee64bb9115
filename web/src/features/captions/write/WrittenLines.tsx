import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { IconButton } from '../../../ui/IconButton.js';
import type { WrittenLine } from './caption-desk.js';
import css from './CaptionPage.module.css';

interface WrittenLinesProps {
  lines: readonly WrittenLine[];
  language: SpokenLanguage;
  onCorrect: (lineId: string) => void;
  onTakeDown: (lineId: string) => void;
}

/** Lines that were sent, the newest at the bottom, each with what can be done about it. */
export function WrittenLines({ lines, language, onCorrect, onTakeDown }: WrittenLinesProps) {
  const { t } = useTranslation('captionWriter');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [lines.length]);
  return (
    <ol ref={list} className={css.lines} lang={language}>
      {lines.map(({ lineId, text, failure }) => (
        <li key={lineId} className={css.written}>
          <span className={css.words} dir="auto">
            {text}
            {failure !== null && (
              <span className={css.failure} role="alert">
                {errorText(failure)}
              </span>
            )}
          </span>
          <IconButton icon="edit" label={t('correct')} onClick={() => onCorrect(lineId)} />
          {failure === null && <IconButton icon="trash" label={t('takeDown')} onClick={() => onTakeDown(lineId)} />}
        </li>
      ))}
    </ol>
  );
}
