import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { ChannelView } from '@sammelan/shared/interpretation/interpretation.dto.js';
import { Cell, type Store } from '../../app/store.js';
import { Ducking } from '../../media/ducking.js';
import type { Viewer } from '../../media/viewer.js';
import type { Connection } from '../../realtime/connection.js';
import { rememberedVoice, rememberVoice } from './voice-choice.js';

export interface InterpretationState {
  /** What can be heard now. */
  channels: readonly ChannelView[];
  /** What this viewer wants over the floor; null: the floor alone. */
  language: SpokenLanguage | null;
  /** The interpreter speaks: the floor is low. */
  heard: boolean;
}

/** Languages that a viewer may hear the rally in, and the one they chose. */
export class InterpretationStore {
  private readonly cell = new Cell<InterpretationState>({ channels: [], language: rememberedVoice(), heard: false });
  readonly state: Store<InterpretationState> = this.cell;
  private ducking: Ducking | null = null;
  private toldHls = '';
  private readonly stops: (() => void)[];

  constructor(
    private readonly connection: Connection,
    private readonly viewer: Viewer,
  ) {
    this.stops = [
      connection.onReady(() => void this.tell()),
      connection.on('interpretation:changed', ({ channels }) => this.patch({ channels })),
      viewer.state.subscribe(() => this.follow()),
    ];
    this.follow();
  }

  /** From a tap: hears the rally in a language from now on (null: as it is spoken), also the next time. */
  choose(language: SpokenLanguage | null): void {
    rememberVoice(language);
    this.patch({ language });
    void this.tell();
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.unmix();
  }

  private async tell(): Promise<void> {
    const { language } = this.cell.get();
    const view = await this.connection.send('interpretation:choose', { language }).catch(() => null);
    if (view) this.patch({ channels: view.channels });
  }

  /** By WebRTC the two are mixed here; HLS carries them mixed. */
  private follow(): void {
    const { channels, language } = this.cell.get();
    const there = channels.some((channel) => channel.language === language);
    this.tellHls(language, there);
    if (language === null || this.viewer.state.get().way === 'hls') return this.unmix();
    const seatId = channels.find((channel) => channel.language === language)?.seatId ?? null;
    if (!this.ducking) {
      this.ducking = new Ducking(seatId);
      const { heard } = this.ducking;
      heard.subscribe(() => this.patch({ heard: heard.get() }));
      this.viewer.sound.mix(this.ducking);
    }
    const playing = Object.entries(this.viewer.state.get().seats).filter(([, { microphone }]) => microphone);
    this.ducking.setSeat(seatId);
    this.ducking.keep(new Set(playing.map(([id]) => id)));
    this.viewer.sound.mix(this.ducking);
  }

  private tellHls(language: SpokenLanguage | null, there: boolean): void {
    const wish = `${language} ${there}`;
    if (wish === this.toldHls) return;
    this.toldHls = wish;
    this.viewer.setLanguage(language, there);
  }

  private unmix(): void {
    if (!this.ducking) return;
    this.viewer.sound.mix(null);
    this.ducking.close();
    this.ducking = null;
    this.patch({ heard: false });
  }

  private patch(change: Partial<InterpretationState>): void {
    const { channels, language } = this.cell.get();
    this.cell.update((state) => ({ ...state, ...change }));
    const now = this.cell.get();
    if (now.channels !== channels || now.language !== language) this.follow();
  }
}
