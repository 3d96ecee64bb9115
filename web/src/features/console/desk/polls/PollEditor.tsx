import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { showToast } from '../../../../ui/toasts.js';
import { LocalTextField } from '../../rally/fields/LocalTextField.js';
import { Failure } from '../../shell/Failure.js';
import { useDesk } from '../DeskContext.js';
import css from './PollsDesk.module.css';
import { PollOptions } from './PollOptions.js';
import { PollSettings } from './PollSettings.js';
import { draftOf, emptyPoll, formOfPoll, missingIn, type PollForm } from './poll-form.js';

interface PollEditorProps {
  /** The draft to change, a new one, or none. */
  editing: PollView | 'new' | null;
  onClose: () => void;
}

/** Writes a draft: nothing is seen by anybody until it is opened. */
export function PollEditor({ editing, onClose }: PollEditorProps) {
  const { t } = useTranslation(['deskPolls', 'common']);
  return (
    <Dialog
      open={editing !== null}
      title={t(editing === 'new' ? 'deskPolls:new' : 'deskPolls:editTitle')}
      closeLabel={t('common:close')}
      onClose={onClose}
    >
      {editing && <Editing key={editing === 'new' ? 'new' : editing.id} poll={editing} onClose={onClose} />}
    </Dialog>
  );
}

function Editing({ poll, onClose }: { poll: PollView | 'new'; onClose: () => void }) {
  const { t } = useTranslation('deskPolls');
  const { connection } = useDesk();
  const [form, setForm] = useState<PollForm>(() => (poll === 'new' ? emptyPoll : formOfPoll(poll)));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const change = (part: Partial<PollForm>) => setForm((before) => ({ ...before, ...part }));
  const missing = missingIn(form);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.question || missing.options) return;
    setBusy(true);
    try {
      const draft = draftOf(form);
      if (poll === 'new') await connection.send('poll:draft', draft);
      else await connection.send('poll:edit', { ...draft, pollId: poll.id });
      showToast({ tone: 'done', text: t('saved') });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <LocalTextField
        label={t('question')}
        maxLength={200}
        value={form.question}
        onChange={(question) => change({ question })}
        {...(tried && missing.question && { error: t('questionMissing') })}
      />
      <PollSettings form={form} onChange={change} />
      {form.kind !== 'rating' && (
        <PollOptions
          options={form.options}
          onChange={(options) => change({ options })}
          {...(tried && missing.options && { error: t('optionsMissing') })}
        />
      )}
      <Failure error={failure} />
      <Button kind="main" type="submit" wide busy={busy}>
        {t('save')}
      </Button>
    </form>
  );
}
