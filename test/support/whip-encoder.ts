import { createRequire } from 'node:module';
import type * as NodeDataChannel from 'node-datachannel';
import { AudioSender, opusPayloadType, VideoSender, vp8PayloadType, type Wire } from './rtp.js';

const rtc = createRequire(import.meta.url)('node-datachannel') as typeof NodeDataChannel;

const audioSsrc = 4000;
const videoSsrc = 5000;

/**
 * An encoder that sends by WHIP: libdatachannel, which is OBS's own WebRTC, makes the offer and takes the answer; the
 * packets are made by hand.
 */
export class WhipEncoder {
  location = '';
  etag = '';
  answer = '';
  readonly offer: string;
  private readonly pc: NodeDataChannel.PeerConnection;
  private readonly audio: NodeDataChannel.Track;
  private readonly video: NodeDataChannel.Track;
  private readonly wires: [Wire, Wire];
  private senders: { stop(): void }[] = [];

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {
    this.pc = new rtc.PeerConnection('encoder', { iceServers: [] });
    const audio = new rtc.Audio('0', 'SendOnly');
    audio.addOpusCodec(opusPayloadType);
    audio.addSSRC(audioSsrc, 'encoder', 'stream', 'sound');
    this.audio = this.pc.addTrack(audio);
    const video = new rtc.Video('1', 'SendOnly');
    video.addVP8Codec(vp8PayloadType);
    video.addSSRC(videoSsrc, 'encoder', 'stream', 'picture');
    this.video = this.pc.addTrack(video);
    // Once: a second listener in the place of the first brings the library down.
    this.wires = [wire(this.audio), wire(this.video)];
    this.pc.setLocalDescription('offer');
    this.offer = this.pc.localDescription()?.sdp ?? '';
  }

  ask(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.key}`, ...init.headers };
    return fetch(new URL(path, this.url), { method, headers, ...(init.body === undefined ? {} : { body: init.body }) });
  }

  post(body = this.offer): Promise<Response> {
    return this.ask('POST', '/whip', { body, headers: { 'content-type': 'application/sdp' } });
  }

  /** Connects and sends. */
  async start(): Promise<this> {
    const response = await this.post();
    if (response.status !== 201) throw new Error(`refused: ${response.status} ${await response.text()}`);
    this.location = response.headers.get('location') ?? '';
    this.etag = response.headers.get('etag') ?? '';
    this.answer = await response.text();
    // By UDP only: over TCP libdatachannel loses its place in the stream in every third handshake.
    const lines = this.answer.split('\r\n').filter((line) => !/^a=candidate:.* tcp /i.test(line));
    this.pc.setRemoteDescription(lines.join('\r\n'), 'answer');
    while (!this.audio.isOpen() || !this.video.isOpen()) await new Promise((resolve) => setTimeout(resolve, 10));
    this.speak();
    return this;
  }

  speak(): void {
    this.senders = [new AudioSender(this.wires[0], audioSsrc), new VideoSender(this.wires[1], [videoSsrc])];
  }

  /** Nothing is sent any more, and nobody is told. */
  silence(): void {
    for (const sender of this.senders.splice(0)) sender.stop();
  }

  close(): void {
    this.silence();
    this.pc.close();
  }
}

function wire(track: NodeDataChannel.Track): Wire {
  const listeners = new Set<(packet: Buffer) => void>();
  track.onMessage((packet) => {
    for (const listener of listeners) listener(packet);
  });
  return {
    send: (packet) => {
      if (track.isOpen()) track.sendMessageBinary(packet);
    },
    onPacket: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
