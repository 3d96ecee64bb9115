import type { CaptionKeyView } from '@sammelan/shared/captions/captions.dto.js';
import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { showToast } from '../../../ui/toasts.js';
import { Confirm } from '../shell/Confirm.js';
import rows from '../shell/rows.module.css';
import { useRevokeCaptionKey } from './use-caption-keys.js';

/** One key: whose it is, its language, when it was last used. */
export function CaptionKeyRow({ rallyId, captionKey }: { rallyId: string; captionKey: CaptionKeyView }) {
  const { t } = useTranslation('captionKeys');
  const { moment } = useLanguage();
  const [asking, setAsking] = useState(false);
  const revoke = useRevokeCaptionKey(rallyId);
  const { id, label, language, usedAt } = captionKey;
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>{label}</p>
        <p className={rows.facts}>
          <span lang={language}>{spokenLanguages[language]}</span>
          <span>{usedAt ? t('lastUsed', { moment: moment(usedAt) }) : t('neverUsed')}</span>
        </p>
      </div>
      <div className={rows.acts}>
        <Button kind="quiet" busy={revoke.isPending} onClick={() => setAsking(true)}>
          {t('revoke')}
        </Button>
      </div>
      <Confirm
        open={asking}
        dangerous
        title={t('revokeTitle', { label })}
        text={t('revokeText')}
        act={t('revoke')}
        onClose={() => setAsking(false)}
        onAct={() =>
          revoke.mutate(id, {
            onSuccess: () => showToast({ tone: 'done', text: t('revoked') }),
            onError: (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }),
          })
        }
      />
    </li>
  );
}
