import { useTranslation } from 'react-i18next';
import { copyText } from '../../../app/copy-text.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { showToast } from '../../../ui/toasts.js';
import rows from '../shell/rows.module.css';
import css from './Account.module.css';

/** The codes for when the phone is lost; they are shown this once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation(['account', 'common']);
  const copy = async () => {
    if (await copyText(codes.join('\n'))) showToast({ tone: 'done', text: t('common:copied') });
  };
  return (
    <Card title={t('account:recovery')} text={t('account:recoveryText')}>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={rows.acts}>
        <Button icon="copy" onClick={() => void copy()}>
          {t('common:copy')}
        </Button>
        <Button kind="main" onClick={onKept}>
          {t('account:recoveryKept')}
        </Button>
      </div>
    </Card>
  );
}
