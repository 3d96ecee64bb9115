import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptionsPanel } from '../captions/CaptionsPanel.js';
import { BoothsPanel } from '../interpretation/BoothsPanel.js';
import { SlidesPanel } from '../slides/SlidesPanel.js';
import css from './Extras.module.css';

const extras = ['booths', 'captions', 'slides'] as const;
type Extra = (typeof extras)[number];

/**
 * What goes out beside the picture: one of it is open at a time, in a room of one size, so that nothing else moves when news of
 * it comes.
 */
export function Extras({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const id = useId();
  const [open, setOpen] = useState<Extra | null>(null);
  return (
    <section className={css.extras} aria-label={t('extras')}>
      <div className={css.bar}>
        {extras.map((extra) => (
          <button
            key={extra}
            type="button"
            className={css.toggle}
            aria-expanded={extra === open}
            aria-controls={id}
            onClick={() => setOpen(extra === open ? null : extra)}
          >
            {t(extra)}
          </button>
        ))}
      </div>
      <div id={id} className={css.room} hidden={open === null}>
        {open === 'booths' && <BoothsPanel />}
        {open === 'captions' && <CaptionsPanel />}
        {open === 'slides' && <SlidesPanel rally={rally} />}
      </div>
    </section>
  );
}
