import { useStore } from '../../app/store.js';
import { classNames } from '../../ui/class-names.js';
import type { CaptionsStore } from './captions-store.js';
import css from './Captions.module.css';

/** The lines over the picture; the same whichever way the picture comes. */
export function CaptionLines({ captions, raised = false }: { captions: CaptionsStore; raised?: boolean }) {
  const { language, lines, size } = useStore(captions.state);
  if (language === null) return null;
  return (
    <div
      className={classNames(css.place, css[size], raised && css.raised)}
      lang={language}
      dir="auto"
      role="region"
      aria-live="off"
      data-captions={language}
    >
      {lines.map(({ lineId, text }) => (
        <p key={lineId} className={css.line}>
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
