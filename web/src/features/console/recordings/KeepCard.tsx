import type { RecordingView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { Notice } from '../../../ui/Notice.js';
import { showToast } from '../../../ui/toasts.js';
import { Confirm } from '../shell/Confirm.js';
import { Failure } from '../shell/Failure.js';
import css from './Recording.module.css';
import { useDelete, useRetain } from './use-recording.js';

const dayMs = 86_400_000;
const dayOf = (at: string | number): string => new Date(at).toLocaleDateString('sv');

/** When the recording is deleted by itself, or now. */
export function KeepCard({ view }: { view: RecordingView }) {
  const { t } = useTranslation('recordings');
  const { day } = useLanguage();
  const retain = useRetain(view.rallyId);
  const remove = useDelete(view.rallyId);
  const [asking, setAsking] = useState(false);
  const [now] = useState(() => Date.now());
  const keepUntil = (value: string) => {
    // The whole day belongs to it.
    const deleteOn = value ? new Date(new Date(`${value}T00:00`).getTime() + dayMs - 1).toISOString() : null;
    retain.mutate({ deleteOn }, { onSuccess: () => showToast({ tone: 'done', text: t('retentionSaved') }) });
  };
  return (
    <Card title={t('retention')}>
      {view.warned && view.deleteOn && <Notice tone="hand">{t('warned', { day: day(view.deleteOn) })}</Notice>}
      <Field
        type="date"
        label={t('deleteOn')}
        hint={view.deleteOn ? t('retentionHint') : t('keepAlways')}
        min={dayOf(now + dayMs)}
        value={view.deleteOn ? dayOf(view.deleteOn) : ''}
        disabled={retain.isPending}
        onChange={(event) => keepUntil(event.currentTarget.value)}
      />
      <Failure error={retain.error ?? remove.error} />
      <div className={css.acts}>
        {view.deleteOn && (
          <Button busy={retain.isPending} onClick={() => keepUntil('')}>
            {t('keepAlways')}
          </Button>
        )}
        <Button kind="stop" icon="trash" busy={remove.isPending} onClick={() => setAsking(true)}>
          {t('delete')}
        </Button>
      </div>
      <Confirm
        open={asking}
        dangerous
        title={t('delete')}
        text={t('deleteText')}
        act={t('delete')}
        onClose={() => setAsking(false)}
        onAct={() => remove.mutate(undefined, { onSuccess: () => showToast({ tone: 'done', text: t('deleted') }) })}
      />
    </Card>
  );
}
