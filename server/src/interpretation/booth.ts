import type { BoothView } from '@sammelan/shared/interpretation/interpretation.dto.js';
import type { StoredBooth } from './booth.entity.js';
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

  /** As it was when the server stopped: everybody's page is still to come back. */
  static restored({ language, open, activeSeatId, places }: StoredBooth): Booth {
    const booth = new Booth(language);
    booth.open = open;
    for (const place of places) booth.interpreters.push({ ...place, connectionId: null, hold: undefined });
    booth.active = booth.interpreters.find(({ seatId }) => seatId === activeSeatId) ?? booth.interpreters[0] ?? null;
    return booth;
  }

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

  stored(rallyId: string): StoredBooth {
    const { language, open, activeSeatId, interpreters } = this;
    const places = interpreters.map(({ seatId, identityId, name, muted }) => ({ seatId, identityId, name, muted }));
    return { rallyId, language, open, activeSeatId, places };
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
