import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { reportReasons } from '@sammelan/shared/moderation/hold.dto.js';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useConnection } from '../../realtime/ConnectionContext.js';
import { Button } from '../../ui/Button.js';
import { Sheet } from '../../ui/Dialog.js';
import { showToast } from '../../ui/toasts.js';
import css from './ModerationSheet.module.css';

/** A viewer says what is wrong with a message. Loaded when it is first asked for. */
export function ReportSheet({ message, onClose }: { message: MessageView | null; onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common']);
  const connection = useConnection();
  const report = (messageId: string, reason: (typeof reportReasons)[number]) => {
    onClose();
    connection.send('moderation:report', { messageId, reason }).then(
      () => showToast({ tone: 'done', text: t('reported') }),
      (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }),
    );
  };
  return (
    <Sheet open={message !== null} title={t('reportTitle')} closeLabel={t('common:close')} onClose={onClose}>
      {message && (
        <div className={css.acts}>
          <blockquote className={css.quote} dir="auto">
            {message.text}
          </blockquote>
          {reportReasons.map((reason) => (
            <Button key={reason} wide onClick={() => report(message.id, reason)}>
              {t(`report-${reason}`)}
            </Button>
          ))}
        </div>
      )}
    </Sheet>
  );
}
