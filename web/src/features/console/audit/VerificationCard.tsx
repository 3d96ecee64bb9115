import type { AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Notice } from '../../../ui/Notice.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { Failure } from '../shell/Failure.js';
import css from './AuditPart.module.css';
import { useVerification, useVerifyNow } from './use-record.js';

/** Whether anything was taken out of the list or changed in it, and a button to look again. */
export function VerificationCard() {
  const { t } = useTranslation('people');
  const verification = useVerification();
  const verify = useVerifyNow();
  return (
    <Card title={t('sealTitle')} text={t('sealText')}>
      <div className={css.seal}>
        <Answer query={verification} skeleton={<Skeleton height="41px" />}>
          {({ last }) => (last ? <Outcome outcome={last} /> : <p>{t('sealNever')}</p>)}
        </Answer>
      </div>
      <Failure error={verify.error} />
      <div>
        <Button icon="refresh" busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('checkNow')}
        </Button>
      </div>
    </Card>
  );
}

function Outcome({ outcome }: { outcome: AuditVerificationView }) {
  const { t } = useTranslation('people');
  const { moment, number } = useLanguage();
  const { fault, rows, roots, at } = outcome;
  return (
    <Notice tone={fault ? 'stop' : 'ok'}>
      {fault
        ? t(`seal-${fault.kind}`, { seq: number(fault.seq) })
        : t('sealWhole', { rows: number(rows), roots: number(roots) })}{' '}
      {t('sealAt', { moment: moment(at) })}
    </Notice>
  );
}
