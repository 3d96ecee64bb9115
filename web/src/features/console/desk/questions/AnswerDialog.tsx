import { maxAnswerLength, type QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { TextArea } from '../../../../ui/Field.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import wordsCss from '../../../questions/Questions.module.css';

/** Where an answer is written. */
export function AnswerDialog({ question, onClose }: { question: QuestionView; onClose: () => void }) {
  const { t } = useTranslation(['deskQuestions', 'common']);
  const { connection } = useDesk();
  const act = useAct();
  const [text, setText] = useState(question.answer?.text ?? '');
  const submit = () => {
    if (!text.trim()) return;
    const sent = connection.send('question:answer', { questionId: question.id, text: text.trim() });
    act(sent.then(onClose), { done: t('deskQuestions:answered') });
  };
  return (
    <Dialog
      open
      title={t('deskQuestions:answerTitle')}
      closeLabel={t('common:close')}
      onClose={onClose}
      actions={
        <Button kind="main" disabled={!text.trim()} onClick={submit}>
          {t('deskQuestions:answerSend')}
        </Button>
      }
    >
      <p className={wordsCss.text} dir="auto">
        {question.text}
      </p>
      <TextArea
        label={t('deskQuestions:answerLabel')}
        rows={5}
        dir="auto"
        maxLength={maxAnswerLength}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </Dialog>
  );
}
