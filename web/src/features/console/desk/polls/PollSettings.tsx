import { resultsModes, type ResultsMode } from '@sammelan/shared/polls/polls.dto.js';
import { type PollKind, pollKinds } from '@sammelan/shared/polls/polls.rules.js';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../../app/i18n/format.js';
import { Select } from '../../../../ui/Field.js';
import { Notice } from '../../../../ui/Notice.js';
import { Switch } from '../../../../ui/Switch.js';
import type { PollForm } from './poll-form.js';

const timers = [0, 30, 60, 120, 300, 600] as const;
const isUsual = (seconds: number): seconds is (typeof timers)[number] =>
  (timers as readonly number[]).includes(seconds);

/** Kind, timer, and what viewers see and may do. */
export function PollSettings({ form, onChange }: { form: PollForm; onChange: (part: Partial<PollForm>) => void }) {
  const { t } = useTranslation('deskPolls');
  // A draft made elsewhere may have a time of its own.
  const seconds = isUsual(form.seconds) ? timers : [...timers, form.seconds];
  return (
    <>
      <Select
        label={t('kind')}
        value={form.kind}
        options={pollKinds.map((kind) => [kind, t(kind)] as const)}
        onChange={(event) => onChange({ kind: event.currentTarget.value as PollKind })}
      />
      {form.kind === 'multiple' && (
        <Select
          label={t('maxChoices')}
          value={String(Math.min(form.maxChoices, form.options.length))}
          options={form.options.map((_, index) => [String(index + 1), String(index + 1)] as const)}
          onChange={(event) => onChange({ maxChoices: Number(event.currentTarget.value) })}
        />
      )}
      <Select
        label={t('seconds')}
        value={String(form.seconds)}
        options={seconds.map((one) => [String(one), isUsual(one) ? t(`seconds-${one}`) : formatClock(one)] as const)}
        onChange={(event) => onChange({ seconds: Number(event.currentTarget.value) })}
      />
      <Select
        label={t('results')}
        value={form.results}
        options={resultsModes.map((mode) => [mode, t(`results-${mode}`)] as const)}
        onChange={(event) => onChange({ results: event.currentTarget.value as ResultsMode })}
      />
      <Switch label={t('changeable')} checked={form.changeable} onChange={(changeable) => onChange({ changeable })} />
      <Switch
        label={t('intention')}
        checked={form.votingIntention}
        onChange={(votingIntention) => onChange({ votingIntention })}
      />
      {form.votingIntention && <Notice tone="hand">{t('intentionWarning')}</Notice>}
    </>
  );
}
