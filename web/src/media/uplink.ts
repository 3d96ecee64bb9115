import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import type { SeatView, Source } from '@sammelan/shared/stage/stage.dto.js';
import type { Device } from 'mediasoup-client';
import type { IceParameters, Producer, RtpCapabilities, Transport, TransportOptions } from 'mediasoup-client/types';
import { cameraCodec, cameraEncodings, screenEncodings, voiceOptions } from './encodings.js';
import { type LinkPhase, Mender } from './mender.js';
import type { Signalling } from './signalling.js';

/** One thing to be sent: its track, and whether the speaker has it off for the moment. */
export interface Outgoing {
  track: MediaStreamTrack;
  paused: boolean;
}

interface Hooks {
  onPhase: (phase: LinkPhase) => void;
  /** A source could not be sent, though the connection stands. */
  onRefused: (source: Source, error: unknown) => void;
}

const shorterSide = (track: MediaStreamTrack): number => {
  const { width = 0, height = 0 } = track.getSettings();
  return Math.min(width, height);
};

/** The sending transport of one seat. It sends what it was last told to, over whichever connection stands. */
export class Uplink {
  private readonly wanted = new Map<Source, Outgoing>();
  private readonly producers = new Map<Source, Producer>();
  private readonly mender: Mender;
  private device: Promise<Device> | undefined;
  private transport: Transport | undefined;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly signalling: Signalling,
    private readonly fetchSetup: () => Promise<PlaybackSetupView>,
    private readonly hooks: Hooks,
  ) {
    this.mender = new Mender({
      // mediasoup-client's states are the browser's.
      state: () => this.transport?.connectionState,
      open: () => this.connect(),
      restartIce: () => this.restart(),
      onPhase: (phase) => this.hooks.onPhase(phase),
    });
  }

  /** Opens it, or opens it anew after the server lost it, and sends everything again. */
  open(): Promise<void> {
    return this.mender.open();
  }

  /**
   * After the commands' connection broke while the media's went on: whether the server still has all that is sent
   * (`sources` of the seat). If so nothing is opened anew, and it is told what was switched in between.
   */
  async resume(sources: SeatView['sources']): Promise<boolean> {
    const sent = [...this.producers].filter(([, producer]) => !producer.closed);
    const stands = sent.length > 0 && sent.every(([source]) => sources[source]);
    if (this.transport?.connectionState !== 'connected' || !stands) return false;
    for (const [source, { paused }] of this.wanted) {
      if (sources[source] && sources[source].paused !== paused)
        await this.signalling.send('stage:pause', { source, paused });
    }
    return true;
  }

  look(networkChanged: boolean): void {
    this.mender.look(networkChanged);
  }

  /** Sends this source from now on. Another track of the same source takes its place without renegotiation. */
  async send(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    this.wanted.set(source, { track, paused });
    // What is muted must be silent before the first packet, whatever the server does with it.
    track.enabled = !paused;
    await this.queue(() => this.sync(source));
  }

  async setPaused(source: Source, paused: boolean): Promise<void> {
    const wanted = this.wanted.get(source);
    if (!wanted) return;
    wanted.paused = paused;
    wanted.track.enabled = !paused;
    await this.queue(() => this.sync(source));
  }

  async stop(source: Source): Promise<void> {
    this.wanted.delete(source);
    await this.queue(() => this.sync(source));
  }

  async stats(source: Source): Promise<RTCStatsReport | undefined> {
    const producer = this.producers.get(source);
    return producer && !producer.closed ? producer.getStats() : undefined;
  }

  close(): void {
    this.mender.stop();
    this.wanted.clear();
    this.producers.clear();
    this.transport?.close();
  }

  private async load(): Promise<Device> {
    const [{ Device }, { routerRtpCapabilities }] = await Promise.all([import('mediasoup-client'), this.fetchSetup()]);
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: routerRtpCapabilities as RtpCapabilities });
    return device;
  }

  private async connect(): Promise<void> {
    this.device ??= this.load();
    this.device.catch(() => (this.device = undefined));
    const device = await this.device;
    const [view, { iceServers }] = await Promise.all([
      this.signalling.send('stage:open-transport', {}),
      // Relay credentials live a few minutes, so each connection asks for its own.
      this.fetchSetup(),
    ]);
    this.transport?.close();
    this.producers.clear();
    const transport = device.createSendTransport({ ...(view as TransportOptions), iceServers });
    this.transport = transport;
    const { id: transportId } = transport;
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      this.signalling.send('stage:connect-transport', { transportId, dtlsParameters }).then(() => done(), failed);
    });
    transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      const source = appData['source'] as Source;
      this.signalling
        .send('stage:produce', { transportId, source, rtpParameters })
        .then(({ producerId }) => done({ id: producerId }), failed);
    });
    transport.on('connectionstatechange', (state) => this.transport === transport && this.mender.onState(state));
    // The voice first: it matters most and weighs least.
    const order: Source[] = ['microphone', 'camera', 'screen'];
    await this.queue(async () => {
      for (const source of order) await this.sync(source);
    });
  }

  private async restart(): Promise<void> {
    const transport = this.transport;
    if (!transport) return;
    const { iceParameters } = await this.signalling.send('stage:restart-ice', { transportId: transport.id });
    await transport.restartIce({ iceParameters: iceParameters as IceParameters });
  }

  /** Makes what is sent of a source match what is wanted. */
  private async sync(source: Source): Promise<void> {
    const wanted = this.wanted.get(source);
    const producer = this.producers.get(source);
    try {
      if (!wanted) {
        if (!producer) return;
        this.producers.delete(source);
        producer.close();
        await this.signalling.send('stage:stop', { source });
      } else if (!producer || producer.closed) await this.produce(source, wanted);
      else await this.follow(source, producer, wanted);
    } catch (error) {
      if (wanted) this.hooks.onRefused(source, error);
    }
  }

  private async produce(source: Source, { track, paused }: Outgoing): Promise<void> {
    const [device, transport] = [await this.device, this.transport];
    if (!device || !transport || transport.closed || track.readyState === 'ended') return;
    const codec =
      source === 'microphone' ? undefined : cameraCodec(device.sendRtpCapabilities.codecs ?? [], device.handlerName);
    const producer = await transport.produce({
      track,
      // The devices own their tracks; the server is told of pauses below.
      stopTracks: false,
      appData: { source },
      ...(codec && { codec }),
      ...(source === 'microphone'
        ? { codecOptions: voiceOptions }
        : { encodings: source === 'camera' ? cameraEncodings(shorterSide(track)) : screenEncodings }),
    });
    this.producers.set(source, producer);
    if (paused) await this.signalling.send('stage:pause', { source, paused });
  }

  private async follow(source: Source, producer: Producer, { track, paused }: Outgoing): Promise<void> {
    if (producer.track !== track) await producer.replaceTrack({ track });
    if (producer.paused === paused) return;
    if (paused) producer.pause();
    else producer.resume();
    await this.signalling.send('stage:pause', { source, paused });
  }

  private queue(task: () => Promise<void>): Promise<void> {
    const result = this.work.then(task);
    this.work = result.catch(() => undefined);
    return result;
  }
}
