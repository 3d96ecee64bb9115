import { isWithin } from '@sammelan/shared/access/access.rules.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import type { QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { byWish, isPublic } from '@sammelan/shared/questions/questions.rules.js';
import { newId } from '../../app/session.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

export interface QuestionsState {
  status: 'loading' | 'ready' | 'failed';
  failure: AppError | null;
  /** Whether new ones are taken. */
  open: boolean;
  /** Path of the region whose subtree is shown; `/` for all. */
  regionPath: string;
  questions: readonly QuestionView[];
  supported: ReadonlySet<string>;
  asking: { text: string; failure: AppError | null } | null;
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('internal', String(error));

/** The questions that everyone sees, with one's own and one's support. Begins when its tab is first opened. */
export class QuestionsStore {
  private readonly cell = new Cell<QuestionsState>({
    status: 'loading',
    failure: null,
    open: true,
    regionPath: '/',
    questions: [],
    supported: new Set(),
    asking: null,
  });
  readonly state: Store<QuestionsState> = this.cell;
  private readonly stops: (() => void)[];
  private reads = 0;

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('question:changed', (question) => this.put(question)),
      connection.on('question:left', ({ questionId, into }) => this.drop(questionId, into)),
      connection.on('question:configured', ({ open }) => this.patch({ open })),
      connection.on('question:counted', ({ counts }) => {
        const votes = new Map(counts.map((count) => [count.questionId, count.votes]));
        this.each((one) => (votes.has(one.id) ? { ...one, votes: votes.get(one.id)! } : one));
      }),
    ];
  }

  /** Shows those of a region's subtree; `/` for all. */
  choose(regionPath: string): void {
    this.patch({ regionPath });
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const read = ++this.reads;
    const { regionPath } = this.cell.get();
    try {
      const view = await this.connection.send('question:list', { regionPath });
      if (read !== this.reads) return;
      const { open, questions, supported } = view;
      this.patch({ status: 'ready', failure: null, open, questions, supported: new Set(supported) });
    } catch (error) {
      if (read === this.reads && this.cell.get().status !== 'ready')
        this.patch({ status: 'failed', failure: asAppError(error) });
    }
  }

  /** Resolves to whether it was taken; the reason why not is in `asking`. */
  async ask(text: string): Promise<boolean> {
    this.patch({ asking: { text, failure: null } });
    try {
      this.put(await this.connection.send('question:ask', { clientId: newId(), text }));
      this.patch({ asking: null });
      return true;
    } catch (error) {
      this.patch({ asking: { text, failure: asAppError(error) } });
      return false;
    }
  }

  /** Counted at once here; the true count comes within a second. Rejects where it was refused. */
  async support(questionId: string, support: boolean): Promise<void> {
    this.count(questionId, support);
    try {
      await this.connection.send('question:support', { questionId, support });
    } catch (error) {
      this.count(questionId, !support);
      throw error;
    }
  }

  async withdraw(questionId: string): Promise<void> {
    this.put(await this.connection.send('question:withdraw', { questionId }));
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private count(questionId: string, support: boolean): void {
    const supported = new Set(this.cell.get().supported);
    if (supported.has(questionId) === support) return;
    if (support) supported.add(questionId);
    else supported.delete(questionId);
    this.patch({ supported });
    this.each((one) => (one.id === questionId ? { ...one, votes: one.votes + (support ? 1 : -1) } : one));
  }

  /** What is neither public nor one's own is never sent here, but for what has just left. */
  private put(question: QuestionView): void {
    const others = this.cell.get().questions.filter(({ id }) => id !== question.id);
    this.patch({ questions: question.state === 'withdrawn' ? others : [...others, question] });
  }

  private drop(questionId: string, into: string | null): void {
    const { questions, supported } = this.cell.get();
    // One's own stays, with what became of it.
    this.patch({ questions: questions.filter(({ id, state }) => id !== questionId || !isPublic(state)) });
    if (into && supported.has(questionId)) this.patch({ supported: new Set([...supported, into]) });
  }

  private each(change: (question: QuestionView) => QuestionView): void {
    this.patch({ questions: this.cell.get().questions.map(change) });
  }

  private patch(change: Partial<QuestionsState>): void {
    this.cell.update((state) => ({ ...state, ...change }));
  }
}

/** What is shown: one's own that not everyone sees first, then the most wanted ones of the chosen region. */
export function shownQuestions({ questions, regionPath }: QuestionsState): QuestionView[] {
  const hidden = questions.filter(({ state }) => !isPublic(state));
  const listed = questions.filter((one) => isPublic(one.state) && isWithin(regionPath, one.regionPath ?? '/'));
  return [...hidden, ...listed.sort(byWish)];
}
