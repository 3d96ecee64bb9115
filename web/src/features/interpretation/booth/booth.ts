import { AppError } from '@sammelan/shared/contract/errors.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { BoothView, InterpretationEnd } from '@sammelan/shared/interpretation/interpretation.dto.js';
import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { api } from '../../../app/api.js';
import { Cell } from '../../../app/store.js';
import type { LinkPhase } from '../../../media/mender.js';
import { onLinkEvent } from '../../../media/link-events.js';
import { patch } from '../../../media/patch.js';
import { SpeakerDevices } from '../../../media/speaker-devices.js';
import { Uplink } from '../../../media/uplink.js';
import { Viewer } from '../../../media/viewer.js';
import { keepAwake } from '../../../media/wake-lock.js';
import { connect, type Connection } from '../../../realtime/connection.js';
import { MeStore } from '../../rallies/me-store.js';
import { RallyStore } from '../../rallies/rally-store.js';
import { ProgrammeStore } from '../../watch/programme-store.js';
import { boothSignalling } from './booth-signalling.js';

export interface BoothState {
  language: SpokenLanguage | null;
  seatId: string | null;
  link: LinkPhase | 'idle';
  /** The button that mutes for good; `coughing` mutes while it is held. */
  muted: boolean;
  coughing: boolean;
  /** Everybody who works in this language; null until told. */
  booth: BoothView | null;
  ended: InterpretationEnd | 'left' | null;
  problem: AppError | null;
}

const initial: BoothState = {
  language: null,
  seatId: null,
  link: 'idle',
  muted: false,
  coughing: false,
  booth: null,
  ended: null,
  problem: null,
};

const fetchSetup = (): Promise<PlaybackSetupView> => api('/api/playback/setup', { open: true });

/** Everything that lives as long as somebody has the interpreter's page of one rally open. */
export class Interpreting {
  readonly connection: Connection;
  readonly rally: RallyStore;
  readonly me: MeStore;
  /** The floor, as the interpreter hears it. */
  readonly viewer: Viewer;
  readonly programme: ProgrammeStore;
  readonly devices = new SpeakerDevices();
  readonly state = new Cell<BoothState>(initial);
  /** What the invitation is for; null: they choose; undefined: not known yet. */
  readonly invitedFor = new Cell<SpokenLanguage | null | undefined>(undefined);
  private uplink: Uplink | undefined;
  private undo: (() => void)[] = [];

  constructor(readonly slug: string) {
    this.connection = connect({ rally: slug });
    this.rally = new RallyStore(slug);
    this.rally.follow(this.connection);
    this.me = new MeStore(this.connection);
    this.viewer = new Viewer(this.connection, fetchSetup);
    this.programme = new ProgrammeStore(this.connection);
    this.connection.onReady(() => void this.learn());
  }

  /** Takes a place in the booth of a language and sends the voice. */
  enter(language: SpokenLanguage): void {
    if (this.uplink) return;
    patch(this.state, { ...initial, language, link: 'connecting' });
    const uplink = new Uplink(boothSignalling(this.connection), fetchSetup, {
      onPhase: (link) => patch(this.state, { link }),
      onRefused: (_, error) => this.onProblem(error),
    });
    this.uplink = uplink;
    this.undo = [
      keepAwake(),
      onLinkEvent((event) => uplink.look(event === 'network')),
      this.devices.state.subscribe(() => this.sendVoice()),
      this.connection.on('interpretation:booths-changed', ({ booths }) => this.take(booths)),
      this.connection.on('interpretation:reset', () => void uplink.open()),
      this.connection.on('interpretation:ended', ({ reason }) => this.end(reason)),
      this.connection.onReady(() => void this.sit(uplink, language)),
    ];
    this.sendVoice();
  }

  setMuted(muted: boolean): void {
    patch(this.state, { muted });
    this.sendVoice();
  }

  cough(coughing: boolean): void {
    if (this.state.get().coughing === coughing) return;
    patch(this.state, { coughing });
    this.sendVoice();
  }

  /** Is heard from now on, in place of the colleague. */
  async takeOver(): Promise<void> {
    await this.connection.send('interpretation:take', {}).catch((error: unknown) => this.onProblem(error));
  }

  async leave(): Promise<void> {
    await this.connection.send('interpretation:leave', {}).catch(() => undefined);
    this.end('left');
  }

  private async learn(): Promise<void> {
    const own = await this.connection.send('interpretation:booths', {}).catch(() => null);
    // Not told, the server says it when they enter.
    this.invitedFor.set(own?.invitedFor ?? null);
  }

  private async sit(uplink: Uplink, language: SpokenLanguage): Promise<void> {
    try {
      const place = await this.connection.send('interpretation:enter', { language });
      patch(this.state, { seatId: place.seatId, problem: null });
      this.take((await this.connection.send('interpretation:booths', {})).booths);
      const voice = place.sending ? { microphone: { paused: place.muted } } : {};
      if (!(await uplink.resume(voice))) await uplink.open();
    } catch (error) {
      // A broken connection comes back and asks again; a refusal is for the person to read.
      if (error instanceof AppError && error.code === 'unavailable') return;
      this.end(null);
      this.onProblem(error);
    }
  }

  private take(booths: readonly BoothView[]): void {
    const { language } = this.state.get();
    patch(this.state, { booth: booths.find((booth) => booth.language === language) ?? null });
  }

  private sendVoice(): void {
    const { microphone } = this.devices.state.get().tracks;
    const { muted, coughing } = this.state.get();
    if (microphone) void this.uplink?.send('microphone', microphone, muted || coughing);
  }

  private onProblem(error: unknown): void {
    patch(this.state, { problem: error instanceof AppError ? error : new AppError('internal', String(error)) });
  }

  private end(ended: BoothState['ended']): void {
    for (const undo of this.undo.splice(0)) undo();
    this.uplink?.close();
    this.uplink = undefined;
    patch(this.state, { ...initial, ended });
  }
}
