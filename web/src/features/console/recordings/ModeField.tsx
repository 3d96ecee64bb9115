import { recordingModes, type RecordingMode } from '@sammelan/shared/recordings/recordings.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { useEditRally } from '../rally/use-rally.js';
import { Failure } from '../shell/Failure.js';

/** Whether the rally is recorded: at once, also while it is live. */
export function ModeField({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('recordings');
  const edit = useEditRally(rally.id);
  const choose = (recording: RecordingMode) =>
    edit.mutate({ recording }, { onSuccess: () => showToast({ tone: 'done', text: t('modeSaved') }) });
  return (
    <>
      <Select
        label={t('mode')}
        hint={t('modeHint')}
        value={rally.recording}
        disabled={edit.isPending}
        options={recordingModes.map((mode) => [mode, t(`mode-${mode}`)] as const)}
        onChange={(event) => choose(event.currentTarget.value as RecordingMode)}
      />
      <Failure error={edit.error} />
    </>
  );
}
