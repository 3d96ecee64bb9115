import type { RuleSetDto, RuleSetView, Verdict } from '@sammelan/shared/moderation/rules.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field, Select, TextArea } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { Failure } from '../shell/Failure.js';
import { DryRun } from './DryRun.js';
import css from './Rules.module.css';
import { useDryRun, useSaveRules } from './use-rules.js';

type Lists = 'wordsHi' | 'wordsEn' | 'welcome' | 'linkHosts';
type Verdicts = Extract<keyof RuleSetDto, `${string}Verdict`>;
type Numbers = 'maxEmoji' | 'crowdSize' | 'floodBurst' | 'floodPerMinute' | 'muteMinutes' | 'reportThreshold';

/** One entry a line, as people write lists. */
const lines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

const rallyWords = { reset: 'reset', wasReset: 'wasReset' } as const;
const ownWords = { reset: 'resetToPreset', wasReset: 'wasResetToPreset' } as const;

interface RulesFormProps {
  /** Whose they are; null: the organisation's. */
  rallyId: string | null;
  /** The rally on whose messages they are tried; null where there is none yet. */
  tryOn: string | null;
  view: RuleSetView;
}

/** The rules of the chat, tried before they are saved. */
export function RulesForm({ rallyId, tryOn, view }: RulesFormProps) {
  const { t } = useTranslation('rules');
  const [rules, setRules] = useState<RuleSetDto>(view.rules);
  const [texts, setTexts] = useState<Record<Lists, string>>({
    wordsHi: view.rules.wordsHi.join('\n'),
    wordsEn: view.rules.wordsEn.join('\n'),
    welcome: view.rules.welcome.join('\n'),
    linkHosts: view.rules.linkHosts.join('\n'),
  });
  const words = rallyId === null ? ownWords : rallyWords;
  const save = useSaveRules(rallyId);
  const dryRun = useDryRun(tryOn);
  const written = (): RuleSetDto => ({
    ...rules,
    wordsHi: lines(texts.wordsHi),
    wordsEn: lines(texts.wordsEn),
    welcome: lines(texts.welcome),
    linkHosts: lines(texts.linkHosts.toLowerCase()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(written(), { onSuccess: () => showToast({ tone: 'done', text: t('saved') }) });
  };
  const list = (key: Lists) => (
    <TextArea
      label={t(key)}
      hint={t(`${key}Hint`)}
      rows={6}
      dir="auto"
      value={texts[key]}
      onInput={(event) => setTexts({ ...texts, [key]: event.currentTarget.value })}
    />
  );
  const verdict = (key: Verdicts) => (
    <Select
      label={t(key)}
      value={rules[key]}
      options={(['allow', 'hold', 'drop', 'mute'] as const).map((one) => [one, t(`verdict-${one}`)] as const)}
      onChange={(event) => setRules({ ...rules, [key]: event.currentTarget.value as Verdict })}
    />
  );
  const number = (key: Numbers, min: number, max: number) => (
    <Field
      label={t(key)}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      value={String(rules[key])}
      onInput={(event) => setRules({ ...rules, [key]: event.currentTarget.valueAsNumber || min })}
    />
  );
  return (
    <form className={css.form} onSubmit={submit}>
      <p className={css.source}>{t(rallyId === null ? `own-${view.source}` : `source-${view.source}`)}</p>
      <Card title={t('wordsTitle')} text={t('wordsText')}>
        <div className={css.grid}>
          {list('wordsHi')}
          {list('wordsEn')}
          {list('welcome')}
          {verdict('wordsVerdict')}
        </div>
      </Card>
      <Card title={t('linksTitle')} text={t('linksText')}>
        <div className={css.grid}>
          {list('linkHosts')}
          {verdict('linksVerdict')}
        </div>
      </Card>
      <Card title={t('floodTitle')} text={t('floodText')}>
        <div className={css.grid}>
          {verdict('floodVerdict')}
          {number('floodBurst', 1, 100)}
          {number('floodPerMinute', 1, 600)}
          {verdict('repeatsVerdict')}
          {verdict('crowdVerdict')}
          {number('crowdSize', 2, 50)}
          {verdict('wallsVerdict')}
          {number('maxEmoji', 1, 200)}
        </div>
      </Card>
      <Card title={t('peopleTitle')} text={t('peopleText')}>
        <div className={css.grid}>
          {verdict('knownBansVerdict')}
          {number('reportThreshold', 0, 50)}
          {number('muteMinutes', 1, 60)}
        </div>
      </Card>
      <Failure error={save.error ?? dryRun.error} />
      <div className={css.acts}>
        <Button kind="main" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
        {tryOn !== null && (
          <Button icon="play" busy={dryRun.isPending} onClick={() => dryRun.mutate(written())}>
            {t('dryRun')}
          </Button>
        )}
        {view.source === (rallyId === null ? 'organisation' : 'rally') && (
          <Button
            kind="quiet"
            onClick={() => save.mutate(null, { onSuccess: () => showToast({ tone: 'done', text: t(words.wasReset) }) })}
          >
            {t(words.reset)}
          </Button>
        )}
      </div>
      {dryRun.data && <DryRun result={dryRun.data} />}
    </form>
  );
}
