import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Card } from '../../../ui/Card.js';
import { Switch } from '../../../ui/Switch.js';
import css from './FiguresCard.module.css';
import { useEditRally } from './use-rally.js';

const figures = [
  ['peak', 'figurePeak'],
  ['people', 'figurePeople'],
  ['messages', 'figureMessages'],
  ['ballots', 'figureBallots'],
  ['minutes', 'figureMinutes'],
] as const;

/** The figures of a rally that is over, and whether everyone sees them. */
export function FiguresCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rally');
  const { number } = useLanguage();
  const edit = useEditRally(rally.id);
  return (
    <Card title={t('figures')}>
      {rally.figures && (
        <dl className={css.figures}>
          {figures.map(([key, label]) => (
            <div key={key} className={css.figure}>
              <dt>{t(label)}</dt>
              <dd className="tabular">{number(rally.figures?.[key] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
      <div>
        <Switch
          label={t('release')}
          checked={edit.isPending ? !rally.figuresReleased : rally.figuresReleased}
          onChange={(figuresReleased) => edit.mutate({ figuresReleased })}
        />
        <p className={css.hint}>{t('releaseText')}</p>
      </div>
    </Card>
  );
}
