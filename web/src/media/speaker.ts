import { AppError } from '@sammelan/shared/contract/errors.js';
import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import type { StageEvents } from '@sammelan/shared/stage/stage.contract.js';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import { Cell } from '../app/store.js';
import { onLinkEvent } from './link-events.js';
import type { LinkPhase } from './mender.js';
import type { Signalling } from './signalling.js';
import { type DeviceKind, SpeakerDevices } from './speaker-devices.js';
import { patch } from './patch.js';
import { Uplink } from './uplink.js';
import { countUplink, judgeUplink, type UplinkHealth } from './uplink-stats.js';
import { keepAwake } from './wake-lock.js';

export type SeatEnd = Parameters<StageEvents['seat:ended']>[0]['reason'] | 'left';

export interface SpeakerState {
  /** The caller's own seat, once taken. */
  seatId: string | null;
  link: LinkPhase | 'idle';
  /** Since when the connection is gone, ms since the epoch; the seat is held for `seatHoldMs` from then. */
  lostAt: number | null;
  uplink: UplinkHealth;
  /** What the speaker has switched on. */
  on: Record<Source, boolean>;
  /** What is shared, for the speaker's own eyes. */
  screen: MediaStreamTrack | null;
  ended: SeatEnd | null;
  /** Why the last command did not work. */
  problem: AppError | null;
}

const statsEveryMs = 3_000;
const initial: SpeakerState = {
  seatId: null,
  link: 'idle',
  lostAt: null,
  uplink: 'good',
  on: { microphone: true, camera: true, screen: false },
  screen: null,
  ended: null,
  problem: null,
};

/** The speaker's side of the stage: a seat, and what is sent from it; both come back by themselves after a loss. */
export class Speaker {
  readonly devices = new SpeakerDevices();
  readonly state = new Cell<SpeakerState>(initial);
  private readonly undo: (() => void)[] = [];
  private uplink: Uplink | undefined;
  private name: string | undefined;

  /** @param fetchSetup the same for every speaker and viewer */
  constructor(
    private readonly signalling: Signalling,
    private readonly fetchSetup: () => Promise<PlaybackSetupView>,
  ) {}

  /** Takes the caller's seat in the green room and sends what the devices deliver. Harmless when repeated. */
  sit(name?: string): void {
    if (this.uplink) return;
    this.name = name;
    const { on } = this.state.get();
    patch(this.state, { ...initial, on: { ...on, screen: false }, link: 'connecting' });
    const uplink = new Uplink(this.signalling, this.fetchSetup, {
      onPhase: (phase) => this.onPhase(phase),
      onRefused: (_source, error) => this.onProblem(error),
    });
    this.uplink = uplink;
    const stats = setInterval(() => void this.measure(), statsEveryMs);
    this.undo.push(
      keepAwake(),
      onLinkEvent((event) => uplink.look(event === 'network')),
      () => clearInterval(stats),
      this.devices.state.subscribe(() => this.sendDevices()),
      this.signalling.on('seat:reset', () => void uplink.open()),
      this.signalling.on('seat:ended', ({ reason }) => this.end(reason)),
      this.signalling.onReady(() => void this.takeSeat(uplink)),
    );
    this.sendDevices();
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.switch('microphone', on);
    if (on && !this.devices.state.get().tracks.microphone) await this.devices.capture('microphone');
    await this.uplink?.setPaused('microphone', !on);
  }

  /** Off lets go of the camera, so that its light goes out. */
  async setCamera(on: boolean): Promise<void> {
    this.switch('camera', on);
    if (on) {
      await this.devices.capture('camera');
    } else {
      await this.uplink?.setPaused('camera', true);
      this.devices.release('camera');
    }
  }

  /** Takes another device of this kind from now on, without a gap for the viewers. */
  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    if (this.state.get().on[kind]) await this.devices.capture(kind, deviceId);
    else this.devices.prefer(kind, deviceId);
  }

  async shareScreen(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false });
      const [track] = stream.getVideoTracks();
      if (!track) return;
      track.contentHint = 'detail';
      track.addEventListener('ended', () => void this.stopScreen());
      patch(this.state, { screen: track });
      this.switch('screen', true);
      await this.uplink?.send('screen', track);
    } catch {
      // Closed the browser's chooser: no answer is needed.
    }
  }

  async stopScreen(): Promise<void> {
    this.state.get().screen?.stop();
    patch(this.state, { screen: null });
    this.switch('screen', false);
    await this.uplink?.stop('screen');
  }

  /** Gives the seat back. */
  async leave(): Promise<void> {
    if (!this.uplink) return;
    await this.signalling.send('stage:leave', {}).catch(() => undefined);
    this.end('left');
  }

  /** The page goes away; the seat stays held. */
  close(): void {
    this.release();
    this.devices.close();
  }

  private async takeSeat(uplink: Uplink): Promise<void> {
    try {
      const seat = await this.signalling.send('stage:sit', this.name ? { name: this.name } : {});
      patch(this.state, { seatId: seat.id, problem: null });
      if (!(await uplink.resume(seat.sources))) await uplink.open();
    } catch (error) {
      // A broken connection comes back and asks again; a refusal is for the person to read.
      if (error instanceof AppError && error.code === 'unavailable') return;
      this.release();
      patch(this.state, { seatId: null, link: 'idle', lostAt: null });
      this.onProblem(error);
    }
  }

  private sendDevices(): void {
    const { tracks, problems } = this.devices.state.get();
    const { on } = this.state.get();
    for (const kind of ['microphone', 'camera'] as const) {
      const track = tracks[kind];
      if (track) void this.uplink?.send(kind, track, !on[kind]);
      // Viewers are told that there is no picture, rather than shown a frozen one.
      else if (problems[kind]) void this.uplink?.setPaused(kind, true);
    }
  }

  private switch(source: Source, on: boolean): void {
    patch(this.state, { on: { ...this.state.get().on, [source]: on } });
  }

  private onPhase(phase: LinkPhase): void {
    const { lostAt } = this.state.get();
    patch(this.state, { link: phase, lostAt: phase === 'lost' ? (lostAt ?? Date.now()) : null });
  }

  private onProblem(error: unknown): void {
    const problem = error instanceof AppError ? error : new AppError('internal', String(error));
    // A broken connection is shown as such, and mends itself.
    if (problem.code !== 'unavailable') patch(this.state, { problem });
  }

  private async measure(): Promise<void> {
    const source = this.state.get().on.camera ? 'camera' : 'microphone';
    const report = await this.uplink?.stats(source);
    if (report) patch(this.state, { uplink: judgeUplink(countUplink(report.values())) });
  }

  private end(reason: SeatEnd): void {
    this.release();
    patch(this.state, { seatId: null, link: 'idle', lostAt: null, ended: reason });
  }

  private release(): void {
    for (const undo of this.undo.splice(0)) undo();
    this.state.get().screen?.stop();
    this.uplink?.close();
    this.uplink = undefined;
  }
}
