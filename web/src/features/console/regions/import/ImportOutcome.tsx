import { AppError } from '@sammelan/shared/contract/errors.js';
import type { RegionImportProblem, RegionImportView } from '@sammelan/shared/regions/regions.dto.js';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Bar } from '../../../../ui/Bar.js';
import { Button } from '../../../../ui/Button.js';
import { Notice } from '../../../../ui/Notice.js';
import { Failure } from '../../shell/Failure.js';
import css from './ImportCard.module.css';

interface ImportOutcomeProps {
  upload: UseMutationResult<RegionImportView, Error, void>;
  /** Share of the file that has gone, 0 to 1. */
  sent: number;
  onDone: () => void;
}

/** How the import goes, what it did, or what is wrong by line. */
export function ImportOutcome({ upload, sent, onDone }: ImportOutcomeProps) {
  const { t } = useTranslation('regionAdmin');
  const { share, number } = useLanguage();
  if (upload.isPending) {
    return (
      <div className={css.outcome} role="status">
        <p>{sent < 1 ? t('uploading', { share: share(sent) }) : t('working')}</p>
        <Bar share={sent} chosen />
      </div>
    );
  }
  if (upload.isSuccess) {
    const { rows, created, updated, unchanged } = upload.data;
    const figures = { rows: number(rows), created: number(created), updated: number(updated) };
    return (
      <div className={css.outcome}>
        <Notice tone="ok" action={<Button onClick={onDone}>{t('done')}</Button>}>
          <strong>{t('doneTitle')}</strong>
          <br />
          {t('doneText', { ...figures, unchanged: number(unchanged) })}
        </Notice>
      </div>
    );
  }
  const lines = upload.error instanceof AppError ? upload.error.details.lines : undefined;
  return lines?.length ? <Problems problems={lines as RegionImportProblem[]} /> : <Failure error={upload.error} />;
}

function Problems({ problems }: { problems: readonly RegionImportProblem[] }) {
  const { t } = useTranslation('regionAdmin');
  const { number } = useLanguage();
  return (
    <div className={css.outcome}>
      <Notice tone="stop">
        <strong>{t('problemsTitle')}</strong>
        <br />
        {t('problemsText')}
      </Notice>
      <ol className={css.problems} tabIndex={0} aria-label={t('problemsTitle')}>
        {problems.map(({ line, code, column, value }, index) => (
          <li key={index} className={css.problem}>
            <span className={css.line}>{line ? t('line', { line: number(line) }) : t('wholeFile')}</span>
            <span>{t(`problem-${code}`, { column: column ?? '', value })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
