import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { RegionName } from '../../regions/RegionName.js';
import css from './CrowdPanel.module.css';
import { useSeries } from './use-crowd.js';

const LineChart = lazy(() => import('./chart/LineChart.js'));

/** Viewers of one area over time. */
export function CrowdChart({ rallyId, path }: { rallyId: string; path: string }) {
  const { t } = useTranslation('deskCrowd');
  const series = useSeries(rallyId, path);
  return (
    <div className={css.chart}>
      <h3>
        <RegionName path={path} />
      </h3>
      {series.data ? (
        series.data.now.length > 1 ? (
          <Suspense fallback={<Skeleton height="160px" />}>
            <LineChart series={series.data} />
          </Suspense>
        ) : (
          <p className={css.quiet}>{t('chartEmpty')}</p>
        )
      ) : series.error ? (
        <p role="alert">{t('chartFailed')}</p>
      ) : (
        <Skeleton height="160px" />
      )}
    </div>
  );
}
