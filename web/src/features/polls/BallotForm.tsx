import type { PollView } from '@sammelan/shared/polls/polls.dto.js';
import { ratingSteps } from '@sammelan/shared/polls/polls.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import css from './Poll.module.css';

interface BallotFormProps {
  poll: PollView;
  saving: boolean;
  /** What is on its way already. */
  sent: readonly number[] | undefined;
  onCast: (choices: number[]) => void;
}

/** The answers to choose from; native radios and checkboxes inside large rows. */
export function BallotForm({ poll, saving, sent, onCast }: BallotFormProps) {
  const { t } = useTranslation('polls');
  const { local } = useLanguage();
  const [choices, setChoices] = useState<readonly number[]>(sent ?? poll.myBallot?.choices ?? []);
  const multiple = poll.kind === 'multiple';
  const full = multiple && choices.length >= poll.maxChoices;
  const toggle = (index: number) => {
    if (!multiple) setChoices([index]);
    else setChoices(choices.includes(index) ? choices.filter((one) => one !== index) : [...choices, index]);
  };
  const hint = multiple
    ? t('chooseUpTo', { count: poll.maxChoices })
    : poll.kind === 'rating'
      ? t('rate')
      : t('chooseOne');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onCast([...choices].sort((a, b) => a - b));
      }}
    >
      <fieldset className={css.choices} disabled={saving}>
        <legend className={css.hint}>{hint}</legend>
        {poll.kind === 'rating' ? (
          <Stars name={poll.id} chosen={choices[0]} onChoose={toggle} />
        ) : (
          poll.options.map((option, index) => (
            <label key={index} className={css.option}>
              <input
                type={multiple ? 'checkbox' : 'radio'}
                name={poll.id}
                checked={choices.includes(index)}
                disabled={full && !choices.includes(index)}
                onChange={() => toggle(index)}
              />
              <span>{local(option)}</span>
            </label>
          ))
        )}
      </fieldset>
      <Button kind="main" wide type="submit" busy={saving} disabled={choices.length === 0}>
        {t('vote')}
      </Button>
    </form>
  );
}

function Stars({
  name,
  chosen,
  onChoose,
}: {
  name: string;
  chosen: number | undefined;
  onChoose: (index: number) => void;
}) {
  const { t } = useTranslation('polls');
  return (
    <div className={css.stars}>
      {Array.from({ length: ratingSteps }, (_, index) => (
        <label key={index} className={css.star}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={chosen === index}
            onChange={() => onChoose(index)}
          />
          <Icon name="star" size={36} filled={chosen !== undefined && index <= chosen} />
          <span className="visually-hidden">{t('stars', { count: index + 1 })}</span>
        </label>
      ))}
    </div>
  );
}
