import type { ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../app/i18n/format.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore, useStorePart } from '../../app/store.js';
import { Badge } from '../../ui/Badge.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Tabs } from '../../ui/Tabs.js';
import { Message } from '../chat/Message.js';
import { PollBars } from '../polls/PollResults.js';
import css from './Replay.module.css';
import type { ReplayChat } from './replay-chat.js';
import type { ReplayFilm } from './replay-film.js';
import { chapterAt, pollsAt } from './replay.rules.js';

type Part = 'chapters' | 'chat' | 'polls';

/** What happened beside the picture, at the moment that is shown. */
export function ReplayPanel({ replay, film, chat }: { replay: ReplayView; film: ReplayFilm; chat: ReplayChat }) {
  const { t } = useTranslation('replay');
  const [part, setPart] = useState<Part>('chapters');
  const at = useStorePart(film.state, (state) => state.at) ?? Date.parse(replay.from);
  const polls = pollsAt(replay.polls, at);
  useEffect(() => chat.show(at), [chat, at]);
  return (
    <Tabs<Part>
      className={css.tabs ?? ''}
      label={t('parts')}
      current={part}
      onChange={setPart}
      tabs={[
        { key: 'chapters', label: t('chapters'), panel: <Chapters replay={replay} film={film} /> },
        { key: 'chat', label: t('chat'), panel: <Said chat={chat} /> },
        {
          key: 'polls',
          label: t('polls'),
          dot: polls.some(({ open }) => open),
          dotLabel: t('pollOpen'),
          panel: <Polls polls={polls} />,
        },
      ]}
    />
  );
}

function Chapters({ replay, film }: { replay: ReplayView; film: ReplayFilm }) {
  const { t } = useTranslation('replay');
  const { local } = useLanguage();
  const { position } = useStore(film.state);
  const current = chapterAt(replay.chapters, position);
  const titleOf = ({ kind, title }: ReplayView['chapters'][number]): string => {
    const text = typeof title === 'string' ? title : local(title);
    if (kind === 'start') return t('chapterStart');
    return kind === 'poll' ? t('chapterPoll', { question: text }) : text;
  };
  if (replay.chapters.length === 0) return <EmptyState icon="play" title={t('noChapters')} />;
  return (
    <nav className={css.list} aria-label={t('chapters')}>
      {replay.chapters.map((chapter) => (
        <button
          key={`${chapter.kind} ${chapter.at}`}
          type="button"
          className={css.chapter}
          aria-current={chapter === current ? 'true' : undefined}
          onClick={() => {
            film.seek(chapter.seconds);
            void film.play();
          }}
        >
          <span className="tabular">{formatClock(chapter.seconds)}</span>
          <span>{titleOf(chapter)}</span>
        </button>
      ))}
    </nav>
  );
}

function Said({ chat }: { chat: ReplayChat }) {
  const { t } = useTranslation('replay');
  const messages = useStore(chat.messages);
  const list = useRef<HTMLUListElement>(null);
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  if (messages.length === 0) return <EmptyState icon="chat" title={t('noChat')} />;
  return (
    <ul ref={list} className={css.chat} tabIndex={0} aria-label={t('chat')}>
      {messages.map((message) => (
        <Message key={message.id} message={message} own={false} linksAllowed={false} />
      ))}
    </ul>
  );
}

function Polls({ polls }: { polls: ReturnType<typeof pollsAt> }) {
  const { t } = useTranslation('replay');
  const { local } = useLanguage();
  if (polls.length === 0) return <EmptyState icon="poll" title={t('noPolls')} />;
  return (
    <div className={css.list}>
      {polls.map(({ poll, open }) => (
        <section key={poll.id} className={css.poll}>
          <p className={css.question}>{local(poll.question)}</p>
          {open && <Badge tone="hand">{t('pollOpen')}</Badge>}
          {!open && poll.tally ? (
            <PollBars poll={poll} tally={poll.tally} />
          ) : (
            <ul className={css.options}>
              {poll.options.map((option, index) => (
                <li key={index}>{local(option)}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
