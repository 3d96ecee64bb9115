import { Cell } from '../app/store.js';
import { patch } from './patch.js';

export interface SoundState {
  muted: boolean;
  /** 0 … 1 */
  volume: number;
  /** The browser lets nothing sound before the visitor touches the page. */
  needsTap: boolean;
}

/** Plays some of the voices instead of their own elements, which go on silently: browsers decode what an element plays. */
export interface Mixer {
  /** Takes a voice over, or leaves it to its element (false). Asked again whenever the voices change. */
  takes(key: string, stream: MediaStream): boolean;
  apply(state: SoundState): void;
}

/**
 * Plays the seats' voices, each in an audio element of its own: the picture's elements stay muted, so the browser always
 * lets them play. Where it refuses sound, `needsTap` is set until `unmute` is called from a tap.
 */
export class Sound {
  private readonly players = new Map<string, HTMLAudioElement>();
  /** An element that shows and sounds, played by somebody else; its voice is ours. */
  private lead: HTMLMediaElement | null = null;
  private mixer: Mixer | null = null;
  readonly state = new Cell<SoundState>({ muted: false, volume: 1, needsTap: false });

  /** Plays exactly these streams, by a key of the caller's. */
  play(streams: ReadonlyMap<string, MediaStream>): void {
    for (const [key, player] of this.players) {
      if (streams.has(key)) continue;
      player.srcObject = null;
      this.players.delete(key);
    }
    for (const [key, stream] of streams) {
      const player = this.players.get(key) ?? this.add(key);
      if (player.srcObject !== stream) player.srcObject = stream;
    }
    this.wake();
  }

  /** Gives this element its voice, and takes it from the former one; null: none. */
  follow(element: HTMLMediaElement | null): void {
    if (this.lead && this.lead !== element) this.lead.muted = true;
    this.lead = element;
    this.apply();
    if (!element || this.state.get().muted) return;
    // A browser that allows no sound stops an element that is unmuted: then it goes on silently.
    element.play().catch((error: unknown) => {
      this.refused(error);
      void element.play().catch(() => undefined);
    });
  }

  /** Lets a mixer play what it takes; null: every voice plays by itself. */
  mix(mixer: Mixer | null): void {
    this.mixer = mixer;
    this.apply();
  }

  /** From a tap: sound on, whatever the browser thought before. */
  unmute(): void {
    patch(this.state, { muted: false, needsTap: false });
    this.wake();
  }

  mute(): void {
    patch(this.state, { muted: true, needsTap: false });
    this.apply();
  }

  setVolume(volume: number): void {
    patch(this.state, { volume: Math.min(1, Math.max(0, volume)) });
    this.apply();
  }

  /** Goes on after something outside stopped it: a phone call, another app, the lock screen. */
  wake(): void {
    this.apply();
    for (const player of this.players.values()) {
      if (player.paused) player.play().catch((error: unknown) => this.refused(error));
    }
  }

  close(): void {
    this.play(new Map());
    this.follow(null);
  }

  private add(key: string): HTMLAudioElement {
    const player = new Audio();
    player.autoplay = true;
    this.players.set(key, player);
    return player;
  }

  private apply(): void {
    const state = this.state.get();
    for (const [key, player] of [...this.players, ...(this.lead ? [['', this.lead] as const] : [])]) {
      const taken = player !== this.lead && player.srcObject && this.mixer?.takes(key, player.srcObject as MediaStream);
      player.muted = state.muted || taken === true;
      player.volume = state.volume;
    }
    this.mixer?.apply(state);
  }

  private refused(error: unknown): void {
    // AbortError: another source took its place meanwhile, nobody refused.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    patch(this.state, { muted: true, needsTap: true });
    this.apply();
  }
}
