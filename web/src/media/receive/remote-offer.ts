import type { DtlsParameters, IceCandidate, IceParameters, RtpParameters } from 'mediasoup-client/types';

/** The server's side of a transport, as mediasoup describes it. */
export interface RemoteTransport {
  iceParameters: IceParameters;
  iceCandidates: IceCandidate[];
  dtlsParameters: DtlsParameters;
}

/** One medium of the connection: an m-section of the offer. */
export interface Section {
  mid: string;
  kind: 'audio' | 'video';
  rtpParameters: RtpParameters;
  /** Media with the same stream id are kept in step with each other (lip sync). */
  streamId: string;
  trackId: string;
  /** A closed section keeps its place in the order; RFC 8829, 5.2.2 lets another of its kind take it. */
  closed: boolean;
}

/** The codec of mediasoup's probation packets, which it sends to measure the link before it raises the picture. */
const probation: RtpParameters = {
  codecs: [{ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 127, parameters: {}, rtcpFeedback: [] }],
  // SSRC and CNAME are fixed in mediasoup's worker (RTC/RtpProbationGenerator).
  encodings: [{ ssrc: 1234 }],
  rtcp: { cname: 'probator' },
};

/**
 * The section for probation. It comes first and stays, so that ICE and DTLS are done while nobody is on air yet, and
 * the section that carries the bundle is never taken away. `extensions`: those of the router for video.
 */
export const probationSection = (extensions: RtpParameters['headerExtensions'] = []): Section => ({
  mid: 'probator',
  kind: 'video',
  rtpParameters: { ...probation, headerExtensions: extensions },
  streamId: 'probator',
  trackId: 'probator',
  closed: false,
});

const sectionLines = ({ kind, mid, rtpParameters, streamId, trackId, closed }: Section, remote: RemoteTransport) => {
  const { codecs, headerExtensions = [], encodings = [], rtcp } = rtpParameters;
  const [encoding] = encodings;
  const ssrcs = [encoding?.ssrc, encoding?.rtx?.ssrc].filter((ssrc) => ssrc !== undefined);
  const { usernameFragment, password } = remote.iceParameters;
  const payloads = codecs.map((codec) => codec.payloadType).join(' ');
  if (closed) {
    return [`m=${kind} 0 UDP/TLS/RTP/SAVPF ${payloads}`, 'c=IN IP4 127.0.0.1', 'a=inactive', `a=mid:${mid}`];
  }
  return [
    `m=${kind} 7 UDP/TLS/RTP/SAVPF ${payloads}`,
    'c=IN IP4 127.0.0.1',
    `a=mid:${mid}`,
    'a=sendonly',
    `a=msid:${streamId} ${trackId}`,
    'a=setup:actpass',
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    'a=ice-options:renomination',
    ...remote.iceCandidates.map(
      ({ foundation, protocol, priority, address, port, type, tcpType }) =>
        `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}` +
        (tcpType ? ` tcptype ${tcpType}` : ''),
    ),
    'a=end-of-candidates',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    'a=extmap-allow-mixed',
    ...headerExtensions.map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    ...codecs.flatMap(({ payloadType, mimeType, clockRate, channels, parameters = {}, rtcpFeedback = [] }) => [
      `a=rtpmap:${payloadType} ${mimeType.split('/')[1]}/${clockRate}${channels && channels > 1 ? `/${channels}` : ''}`,
      ...(Object.keys(parameters).length
        ? [
            `a=fmtp:${payloadType} ${Object.entries(parameters)
              .map(([key, value]) => `${key}=${value}`)
              .join(';')}`,
          ]
        : []),
      ...rtcpFeedback.map(
        ({ type, parameter }) => `a=rtcp-fb:${payloadType} ${type}${parameter ? ` ${parameter}` : ''}`,
      ),
    ]),
    ...ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:${rtcp?.cname ?? '-'}`),
    ...(ssrcs.length === 2 ? [`a=ssrc-group:FID ${ssrcs.join(' ')}`] : []),
  ];
};

/**
 * The offer that mediasoup would make if it spoke SDP (RFC 8829): ICE-lite, one bundle, one send-only section per
 * consumer. `version` grows with each offer of a connection.
 */
export function writeOffer(remote: RemoteTransport, sections: readonly Section[], version: number): string {
  const open = sections.filter((section) => !section.closed);
  const fingerprint = remote.dtlsParameters.fingerprints.slice(-1)[0];
  const lines = [
    'v=0',
    `o=- 10000 ${version} IN IP4 0.0.0.0`,
    's=-',
    't=0 0',
    'a=ice-options:ice2',
    'a=ice-lite',
    `a=fingerprint:${fingerprint?.algorithm} ${fingerprint?.value}`,
    'a=msid-semantic: WMS *',
    'a=extmap-allow-mixed',
    `a=group:BUNDLE ${open.map((section) => section.mid).join(' ')}`,
    ...sections.flatMap((section) => sectionLines(section, remote)),
  ];
  return lines.join('\r\n') + '\r\n';
}

/** This end's DTLS parameters out of its answer: it is the client, since the server is ICE-lite and waits. */
export function dtlsParametersOf(answer: string): DtlsParameters {
  const [, algorithm, value] = /^a=fingerprint:(\S+) (\S+)/m.exec(answer) ?? [];
  if (!algorithm || !value) throw new Error('the answer has no fingerprint');
  return { role: 'client', fingerprints: [{ algorithm: algorithm as 'sha-256', value }] };
}

/** Browsers answer Opus as mono unless told; music that comes in stereo (`sprop-stereo`) is to be heard so. */
export function keepStereo(answer: string, sections: readonly Section[]): string {
  const stereo = sections.flatMap(({ rtpParameters, closed }) =>
    closed ? [] : rtpParameters.codecs.filter((codec) => Number(codec.parameters?.['sprop-stereo']) === 1),
  );
  return stereo.reduce(
    (sdp, { payloadType }) =>
      sdp.replace(new RegExp(`^(a=fmtp:${payloadType} (?!.*stereo=1).*?)(\\r?)$`, 'gm'), '$1;stereo=1$2'),
    answer,
  );
}
