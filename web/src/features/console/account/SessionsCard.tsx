import type { SessionEntryView } from '@sammelan/shared/accounts/accounts.dto.js';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { session } from '../../../app/session.js';
import { Badge } from '../../../ui/Badge.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { useAct } from '../shell/use-act.js';
import rows from '../shell/rows.module.css';
import { useAccountChanged } from './use-account.js';

async function signOut(): Promise<void> {
  await api<void>('/api/auth/sign-out', { body: {} });
  session.forget();
  location.assign('/signin');
}

/** Where the account is signed in; any of them ends at once, with its live connections. */
export function SessionsCard({ sessions }: { sessions: SessionEntryView[] }) {
  const { t } = useTranslation('account');
  const act = useAct();
  const changed = useAccountChanged();
  const end = async (path: string, options: Parameters<typeof api>[1]) => {
    await api<void>(`/api/account/sessions/${path}`, options);
    changed();
  };
  return (
    <Card title={t('sessions')} text={t('sessionsText')}>
      <ul>
        {sessions.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            onEnd={() =>
              act(entry.current ? signOut() : end(entry.id, { method: 'DELETE' }), { done: t('sessionEnded') })
            }
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button kind="stop" onClick={() => act(end('end-others', { body: {} }), { done: t('sessionEnded') })}>
            {t('endOthers')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Entry({ entry, onEnd }: { entry: SessionEntryView; onEnd: () => void }) {
  const { t } = useTranslation('account');
  const { moment } = useLanguage();
  const browser = entry.browser === '?' ? t('unknownBrowser') : entry.browser;
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>
          {browser} {entry.current && <Badge tone="quiet">{t('thisBrowser')}</Badge>}
        </p>
        <p className={rows.facts}>
          {t('signedInAt', { time: moment(entry.createdAt) })} · {t('seenAt', { time: moment(entry.seenAt) })}
        </p>
      </div>
      <Button kind="quiet" onClick={onEnd} aria-label={`${entry.current ? t('signOut') : t('endSession')}: ${browser}`}>
        {entry.current ? t('signOut') : t('endSession')}
      </Button>
    </li>
  );
}
