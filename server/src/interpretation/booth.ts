import type { BoothView } from '@sammelan/shared/interpretation/interpretation.dto.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';

/** Somebody's place in a booth. */
export interface Interpreter {
  readonly seatId: string;
  readonly identityId: string;
  name: string;
  muted: boolean;
  /** Their page's socket; null while it is gone. */
  connectionId: string | null;
  hold: NodeJS.Timeout | undefined;
}

/** Where one language of a rally is interpreted. */
export class Booth {
  readonly interpreters: Interpreter[] = [];
  open = true;
  private active: Interpreter | null = null;

  constructor(readonly language: SpokenLanguage) {}

  /** Who is heard. */
  get activeSeatId(): string | null {
    return this.active?.seatId ?? null;
  }

  /** The seat that viewers of this language receive; null: they hear the floor alone. */
  get heardSeatId(): string | null {
    return this.open ? this.activeSeatId : null;
  }

  add(interpreter: Interpreter): void {
    this.interpreters.push(interpreter);
    this.active ??= interpreter;
  }

  /** Whoever is next takes over from one who was heard. */
  remove(interpreter: Interpreter): void {
    const at = this.interpreters.indexOf(interpreter);
    if (at >= 0) this.interpreters.splice(at, 1);
    if (this.active === interpreter) this.active = this.interpreters[0] ?? null;
  }

  take(interpreter: Interpreter): void {
    this.active = interpreter;
  }

  view(): BoothView {
    return {
      language: this.language,
      open: this.open,
      activeSeatId: this.activeSeatId,
      interpreters: this.interpreters.map(({ seatId, identityId, name, muted, connectionId }) => ({
        seatId,
        identityId,
        name,
        muted,
        connected: connectionId !== null,
      })),
    };
  }
}
