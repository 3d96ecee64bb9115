import type { DryRunView } from '@sammelan/shared/moderation/rules.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Card } from '../../../ui/Card.js';
import { Chip } from '../../../ui/Chip.js';
import { useAuthorName } from '../../chat/author-name.js';
import css from './Rules.module.css';

/** What the rules would have done, message by message. */
export function DryRun({ result }: { result: DryRunView }) {
  const { t } = useTranslation(['rules', 'deskHold']);
  const { number, time } = useLanguage();
  const nameOf = useAuthorName();
  const { tried, counts, hits } = result;
  return (
    <section aria-live="polite">
      <Card
        title={t('dryRunTitle', { shown: number(tried), count: tried })}
        text={t('dryRunCounts', {
          hold: number(counts.hold),
          drop: number(counts.drop),
          mute: number(counts.mute),
          allow: number(counts.allow),
        })}
      >
        <ul className={css.hits}>
          {hits.map((hit, index) => (
            <li key={index}>
              <p className={css.who}>
                {nameOf(hit)} · {time(hit.at)}
              </p>
              <p dir="auto">{hit.text}</p>
              <p className={css.why}>
                <Chip tone={hit.verdict === 'hold' ? 'hand' : 'stop'}>{t(`verdict-${hit.verdict}`)}</Chip>
                {hit.findings.map(({ rule, because }) => (
                  <span key={rule}>
                    {t(`deskHold:rule-${rule}`)}
                    {(rule === 'words' || rule === 'links') && `: ${because}`}
                  </span>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
