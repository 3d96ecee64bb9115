import { Cell } from '../app/store.js';
import { patch } from './patch.js';

export type DeviceKind = 'camera' | 'microphone';

/** Why a device cannot be used; each has its own plain help. */
export type DeviceProblem =
  | 'insecure' // browsers give cameras to https (and localhost) only
  | 'denied' // the visitor or the system said no
  | 'none' // nothing of the kind is plugged in
  | 'busy' // another program holds it
  | 'unplugged' // it was in use and went away
  | 'failed';

export interface DeviceChoice {
  id: string;
  /** The device's own name; empty until the permission is given. */
  label: string;
}

export interface DevicesState {
  cameras: DeviceChoice[];
  microphones: DeviceChoice[];
  chosen: Partial<Record<DeviceKind, string>>;
  problems: Partial<Record<DeviceKind, DeviceProblem | undefined>>;
  /** What is captured now. */
  tracks: Partial<Record<DeviceKind, MediaStreamTrack | undefined>>;
  /** A device went away in use and another took its place: their names. */
  replaced: { kind: DeviceKind; gone: string; by: string } | null;
}

const initial: DevicesState = {
  cameras: [],
  microphones: [],
  chosen: {},
  problems: {},
  tracks: {},
  replaced: null,
};

const kinds = { camera: 'videoinput', microphone: 'audioinput' } as const;

const constraints = (kind: DeviceKind, deviceId: string | undefined): MediaStreamConstraints => {
  const id = deviceId ? { deviceId: { exact: deviceId } } : {};
  return kind === 'camera'
    ? { video: { ...id, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } } }
    : { audio: { ...id, echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } };
};

/** The reason behind getUserMedia's DOMException (W3C mediacapture-main, 10.2). */
export function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

/** The speaker's camera and microphone: which there are, which are chosen, what they deliver. */
export class SpeakerDevices {
  readonly state = new Cell<DevicesState>(initial);
  private readonly onChange = () => void this.look();

  /** Asks for both at once, so that there is one question; falls back to each alone. */
  async open(): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) {
      patch(this.state, { problems: { camera: 'insecure', microphone: 'insecure' } });
      return;
    }
    navigator.mediaDevices.addEventListener('devicechange', this.onChange);
    const { chosen } = this.state.get();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        ...constraints('camera', chosen.camera),
        ...constraints('microphone', chosen.microphone),
      });
      for (const track of stream.getTracks()) this.hold(track.kind === 'video' ? 'camera' : 'microphone', track);
      await this.list();
    } catch {
      await this.capture('microphone');
      await this.capture('camera');
    }
  }

  /** Captures a device of this kind, the named one or any; the former one is let go. */
  async capture(kind: DeviceKind, deviceId = this.state.get().chosen[kind]): Promise<MediaStreamTrack | undefined> {
    try {
      // Phones open one camera at a time.
      this.state.get().tracks[kind]?.stop();
      const stream = await navigator.mediaDevices.getUserMedia(constraints(kind, deviceId));
      const [track] = stream.getTracks();
      if (track) this.hold(kind, track);
      await this.list();
      return track;
    } catch (error) {
      // The chosen device is not there any more: any other will do.
      if (deviceId && problemOf(error) === 'none') return this.capture(kind, '');
      this.lose(kind, problemOf(error));
      return undefined;
    }
  }

  /** The device to take when one of this kind is captured next. */
  prefer(kind: DeviceKind, deviceId: string): void {
    patch(this.state, { chosen: { ...this.state.get().chosen, [kind]: deviceId } });
  }

  /** Lets go of it without any complaint: its light goes out. */
  release(kind: DeviceKind): void {
    const { tracks } = this.state.get();
    tracks[kind]?.stop();
    patch(this.state, { tracks: { ...tracks, [kind]: undefined } });
  }

  /** Reads which devices there are; gives the kinds of which there is any. */
  async list(): Promise<DeviceKind[]> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const of = (kind: DeviceKind) =>
      devices
        .filter((device) => device.kind === kinds[kind] && device.deviceId)
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    patch(this.state, { cameras: of('camera'), microphones: of('microphone') });
    // Before the permission for its kind is given, a device has no id.
    return (['microphone', 'camera'] as const).filter((kind) => devices.some((device) => device.kind === kinds[kind]));
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.onChange);
    for (const track of Object.values(this.state.get().tracks)) track?.stop();
    patch(this.state, { tracks: {} });
  }

  /** Something was plugged in or out: what is missing is taken as soon as there is one. */
  private async look(): Promise<void> {
    for (const kind of await this.list()) {
      const problem = this.state.get().problems[kind];
      if (problem === 'none' || problem === 'unplugged') await this.capture(kind, '');
    }
  }

  private hold(kind: DeviceKind, track: MediaStreamTrack): void {
    const { tracks, chosen, problems } = this.state.get();
    if (tracks[kind] !== track) tracks[kind]?.stop();
    if (kind === 'camera') track.contentHint = 'motion';
    track.addEventListener('ended', () => this.state.get().tracks[kind] === track && void this.onEnded(kind, track));
    patch(this.state, {
      tracks: { ...tracks, [kind]: track },
      chosen: { ...chosen, [kind]: track.getSettings().deviceId ?? '' },
      problems: { ...problems, [kind]: undefined },
    });
  }

  private async onEnded(kind: DeviceKind, gone: MediaStreamTrack): Promise<void> {
    this.lose(kind, 'unplugged');
    const by = await this.capture(kind, '');
    if (by) patch(this.state, { replaced: { kind, gone: gone.label, by: by.label } });
    else this.lose(kind, 'unplugged');
  }

  private lose(kind: DeviceKind, problem: DeviceProblem): void {
    const { tracks, problems } = this.state.get();
    patch(this.state, { tracks: { ...tracks, [kind]: undefined }, problems: { ...problems, [kind]: problem } });
  }
}
