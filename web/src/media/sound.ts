import { Cell } from '../app/store.js';
import { patch } from './patch.js';

export interface SoundState {
  muted: boolean;
  /** 0 … 1 */
  volume: number;
  /** The browser lets nothing sound before the visitor touches the page. */
  needsTap: boolean;
}

/**
 * Plays the seats' voices, each in an audio element of its own: the picture's elements stay muted, so the browser always
 * lets them play. Where it refuses sound, `needsTap` is set until `unmute` is called from a tap.
 */
export class Sound {
  private readonly players = new Map<string, HTMLAudioElement>();
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
  }

  private add(key: string): HTMLAudioElement {
    const player = new Audio();
    player.autoplay = true;
    this.players.set(key, player);
    return player;
  }

  private apply(): void {
    const { muted, volume } = this.state.get();
    for (const player of this.players.values()) {
      player.muted = muted;
      player.volume = volume;
    }
  }

  private refused(error: unknown): void {
    // AbortError: another source took its place meanwhile, nobody refused.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    patch(this.state, { muted: true, needsTap: true });
    this.apply();
  }
}
