import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Field } from '../../../../ui/Field.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import css from './Programme.module.css';

/** A line under everybody's picture: written here, put up, taken down. */
export function NoticeLine({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['desk', 'common']);
  const { connection } = useDesk();
  const act = useAct();
  const [text, setText] = useState<string | null>(null);
  const up = rally.notice ?? '';
  const shown = text ?? up;
  const post = (notice: string) => {
    const undo = { label: t('common:undo'), run: () => act(connection.send('rally:notice', { text: up })) };
    act(connection.send('rally:notice', { text: notice }), {
      done: t(notice ? 'desk:noticeUp' : 'desk:noticeDown'),
      undo,
    });
    setText(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shown.trim() && shown.trim() !== up) post(shown.trim());
  };
  return (
    <form className={css.notice} onSubmit={submit}>
      <Field
        label={t('desk:notice')}
        labelHidden
        placeholder={t('desk:notice')}
        maxLength={280}
        value={shown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {up && shown.trim() === up ? (
        <Button onClick={() => post('')}>{t('desk:noticeTake')}</Button>
      ) : (
        <Button type="submit" disabled={!shown.trim()}>
          {t('desk:noticePut')}
        </Button>
      )}
    </form>
  );
}
