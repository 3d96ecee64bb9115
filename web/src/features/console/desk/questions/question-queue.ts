import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { byWish, isPending } from '@sammelan/shared/questions/questions.rules.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

export interface QuestionQueueState {
  open: boolean;
  shownId: string | null;
  questions: readonly QuestionView[];
}

/** The desk's questions, those of the caller's own regions. Null until they came once. */
export class QuestionQueue {
  private readonly cell = new Cell<QuestionQueueState | null>(null);
  readonly state: Store<QuestionQueueState | null> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('access:changed', () => void this.refresh()),
      connection.on('question:changed', (question) => this.put(question)),
      connection.on('question:shown', ({ question }) =>
        this.change((state) => ({ ...state, shownId: question?.id ?? null })),
      ),
      connection.on('question:configured', ({ open }) => this.change((state) => ({ ...state, open }))),
      connection.on('question:counted', ({ counts }) => {
        const votes = new Map(counts.map((count) => [count.questionId, count.votes]));
        this.change((state) => ({
          ...state,
          questions: state.questions.map((one) => (votes.has(one.id) ? { ...one, votes: votes.get(one.id)! } : one)),
        }));
      }),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private async refresh(): Promise<void> {
    const view = await this.connection.send('question:queue', {}).catch(() => null);
    if (view) this.cell.set(view);
  }

  private put(question: QuestionView): void {
    this.change((state) => {
      const others = state.questions.filter(({ id }) => id !== question.id);
      return { ...state, questions: question.state === 'withdrawn' ? others : [...others, question] };
    });
  }

  private change(change: (state: QuestionQueueState) => QuestionQueueState): void {
    this.cell.update((state) => state && change(state));
  }
}

/** The three piles of the desk: what waits, oldest first; what everyone sees, most wanted first; what is done, newest first. */
export function piles(questions: readonly QuestionView[]): Record<'waiting' | 'listed' | 'done', QuestionView[]> {
  const oldestFirst = (a: QuestionView, b: QuestionView): number => a.askedAt.localeCompare(b.askedAt);
  return {
    waiting: questions.filter(({ state }) => state === 'waiting').sort(oldestFirst),
    listed: questions.filter(({ state }) => state === 'listed').sort(byWish),
    done: questions.filter(({ state }) => !isPending(state)).sort((a, b) => oldestFirst(b, a)),
  };
}

/** How many wait for a decision. */
export const waitingCount = (questions: readonly QuestionView[] = []): number =>
  questions.filter(({ state }) => state === 'waiting').length;
