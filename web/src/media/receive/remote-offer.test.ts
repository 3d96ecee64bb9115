import { RemoteSdp } from 'mediasoup-client/handlers/sdp/RemoteSdp';
import type { RtpParameters } from 'mediasoup-client/types';
import { dtlsParametersOf, keepStereo, type RemoteTransport, type Section, writeOffer } from './remote-offer.js';

const remote: RemoteTransport = {
  iceParameters: { usernameFragment: 'ufrag', password: 'a-password', iceLite: true },
  iceCandidates: [
    {
      foundation: 'udpcandidate',
      protocol: 'udp',
      priority: 1076302079,
      address: '192.0.2.7',
      ip: '192.0.2.7',
      port: 40001,
      type: 'host',
    },
    {
      foundation: 'tcpcandidate',
      protocol: 'tcp',
      priority: 1076276479,
      address: '192.0.2.7',
      ip: '192.0.2.7',
      port: 40001,
      type: 'host',
      tcpType: 'passive',
    },
  ],
  dtlsParameters: {
    role: 'auto',
    fingerprints: [
      { algorithm: 'sha-1', value: 'AA:BB' },
      { algorithm: 'sha-256', value: 'CC:DD' },
    ],
  },
};

const opus: RtpParameters = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 100,
      clockRate: 48000,
      channels: 2,
      parameters: { useinbandfec: 1, usedtx: 1, 'sprop-stereo': 1 },
      rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
  encodings: [{ ssrc: 111 }],
  rtcp: { cname: 'speaker' },
};

const h264: RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/H264',
      payloadType: 101,
      clockRate: 90000,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
    },
    { mimeType: 'video/rtx', payloadType: 102, clockRate: 90000, parameters: { apt: 101 }, rtcpFeedback: [] },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
    { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time', id: 4 },
  ],
  encodings: [{ ssrc: 222, rtx: { ssrc: 333 } }],
  rtcp: { cname: 'speaker' },
};

const audio: Section = {
  mid: '0',
  kind: 'audio',
  rtpParameters: opus,
  streamId: 'seat',
  trackId: 'a',
  closed: false,
};
const video: Section = {
  mid: '1',
  kind: 'video',
  rtpParameters: h264,
  streamId: 'seat',
  trackId: 'v',
  closed: false,
};

/** The lines of an SDP, per section and in an order that does not matter to a browser. */
const sections = (sdp: string): string[][] =>
  sdp
    .trim()
    .split(/\r\n(?=m=)/)
    .map((section) => section.split('\r\n').sort());

const fromMediasoupClient = (all: Section[]): string[][] => {
  const peer = new RemoteSdp(structuredClone(remote));
  for (const { mid, kind, rtpParameters, streamId, trackId } of all) {
    peer.receive({ mid, kind, offerRtpParameters: structuredClone(rtpParameters), streamId, trackId });
  }
  // The name of the program that wrote it stands in the origin line.
  return sections(peer.getSdp().replace(/^o=\S+/m, 'o=-'));
};

describe('writeOffer', () => {
  it('says what mediasoup-client says', () => {
    expect(sections(writeOffer(remote, [audio, video], 1))).toEqual(fromMediasoupClient([audio, video]));
  });

  it('keeps the place of a closed section, outside the bundle', () => {
    const [session, first, second] = sections(writeOffer(remote, [audio, { ...video, closed: true }], 2));
    expect(session).toContain('a=group:BUNDLE 0');
    expect(first).toContain('a=sendonly');
    expect(second).toEqual(['a=inactive', 'a=mid:1', 'c=IN IP4 127.0.0.1', expect.stringMatching(/^m=video 0 /)]);
  });
});

describe('dtlsParametersOf', () => {
  it('takes the fingerprint and the role of the client', () => {
    expect(dtlsParametersOf('v=0\r\na=fingerprint:sha-256 12:34\r\nm=audio')).toEqual({
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: '12:34' }],
    });
  });

  it('refuses an answer without one', () => {
    expect(() => dtlsParametersOf('v=0\r\n')).toThrow('no fingerprint');
  });
});

describe('keepStereo', () => {
  const answer = 'a=fmtp:100 minptime=10;useinbandfec=1\r\na=fmtp:101 x=1\r\n';

  it('asks for stereo where the source is', () => {
    expect(keepStereo(answer, [audio, video])).toBe(answer.replace('fec=1', 'fec=1;stereo=1'));
  });

  it('leaves mono alone, and what says stereo already', () => {
    expect(keepStereo(answer, [video, { ...audio, closed: true }])).toBe(answer);
    const told = keepStereo(answer, [audio]);
    expect(keepStereo(told, [audio])).toBe(told);
  });
});
