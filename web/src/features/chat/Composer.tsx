import { maxMessageLength } from '@sammelan/shared/chat/chat.rules.js';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { useNow } from '../../app/use-now.js';
import { preloadChecks } from '../../realtime/checks.js';
import { IconButton } from '../../ui/IconButton.js';
import { useAuthorName } from './author-name.js';
import type { ChatRoom } from './chat-room.js';
import css from './Composer.module.css';
import { hindrance } from './composer-state.js';
import { HindranceLine } from './HindranceLine.js';
import { noteNameAsked, wasNameAsked } from './name-asked.js';
import { NameForm } from './NameForm.js';

/** From here on the counter shows. */
const nearLimit = 50;

interface ComposerProps {
  room: ChatRoom;
  /** The rally is in a state in which people write. */
  open: boolean;
  moderates: boolean;
  /** The room is for people with a confirmed phone, and this one has none. */
  unverified?: boolean;
  onVerify?: () => void;
  me: { identityId: string; name: string | null } | null;
  onNamed: (name: string) => void;
  /** Before the text: the raised hand. */
  before?: ReactNode;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Where one writes: grows to four lines, sends on Enter, says in words why it cannot be used. */
export function Composer({
  room,
  open,
  moderates,
  unverified = false,
  onVerify,
  me,
  onNamed,
  before,
  field,
}: ComposerProps) {
  const { t } = useTranslation('chat');
  const { settings, mutedUntil, pending } = useStore(room.state);
  const [text, setText] = useState('');
  const nameOf = useAuthorName();
  const [naming, setNaming] = useState(false);
  const [lastSentAt, setLastSentAt] = useState<number | undefined>(undefined);
  const waits = Boolean(mutedUntil) || (Boolean(settings?.slowSeconds) && lastSentAt !== undefined);
  const now = useNow(waits);
  const refused = pending.some(({ failure }) => failure?.code === 'chat-not-allowed');
  const hindered = hindrance({ open, settings, mutedUntil, refused, unverified, moderates, lastSentAt, now });
  const readOnly = hindered !== null && hindered.kind !== 'slow';
  const left = maxMessageLength - text.length;

  const post = () => {
    room.send(text.trim());
    setText('');
    setLastSentAt(now);
  };
  const named = (chosen: string | null) => {
    setNaming(false);
    noteNameAsked();
    if (chosen) onNamed(chosen);
    post();
  };
  const submit = () => {
    if (!text.trim() || hindered) return;
    if (me?.name === null && !wasNameAsked()) setNaming(true);
    else post();
  };

  if (naming)
    return (
      <NameForm
        guest={nameOf({ authorId: me?.identityId ?? '', authorName: null })}
        onSkip={() => named(null)}
        onNamed={named}
      />
    );
  return (
    <div className={css.composer}>
      {hindered && <HindranceLine hindrance={hindered} onVerify={onVerify} />}
      {!hindered && Boolean(settings?.slowSeconds) && !moderates && (
        <p className={css.hindrance}>{t('slow', { count: settings!.slowSeconds })}</p>
      )}
      <form
        className={css.row}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {before}
        {!readOnly && (
          <>
            {/* The mirror gives the text's height to the grid, so that the field grows without measuring. */}
            <div className={css.grow} data-text={`${text}\n`}>
              <textarea
                ref={field}
                className={css.field}
                rows={1}
                value={text}
                maxLength={maxMessageLength}
                aria-label={t('message')}
                placeholder={t('placeholder')}
                enterKeyHint="send"
                dir="auto"
                onFocus={() => void preloadChecks()}
                onInput={(event) => setText(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  submit();
                }}
              />
            </div>
            <IconButton
              icon="send"
              kind="main"
              type="submit"
              label={t('send')}
              disabled={!text.trim() || hindered !== null}
            />
          </>
        )}
      </form>
      {left <= nearLimit && (
        <p className={css.left} role="status">
          {t('left', { count: left })}
        </p>
      )}
    </div>
  );
}
