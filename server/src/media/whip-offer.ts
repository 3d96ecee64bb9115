import type { types } from 'mediasoup';
import * as clientOrtc from 'mediasoup-client/ortc';
import * as common from 'mediasoup-client/handlers/sdp/commonUtils';
import { RemoteSdp } from 'mediasoup-client/handlers/sdp/RemoteSdp';
import { getRtpEncodings } from 'mediasoup-client/handlers/sdp/unifiedPlanUtils';
import * as sdpTransform from 'sdp-transform';
import { routerRtpCapabilities } from './codecs.js';
import { MediaError } from './media-errors.js';
import type { TransportOffer } from './webrtc.js';

type Section = sdpTransform.SessionDescription['media'][number];

/** One m-line: what is sent there, as mediasoup takes it. */
export interface OfferedTrack {
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
}

/** An encoder's SDP offer (RFC 9725), understood. */
export interface WhipOffer {
  dtlsParameters: types.DtlsParameters;
  tracks: OfferedTrack[];
  /** ICE user name of the encoder, by which a restart is told from a retry. */
  iceUfrag: string;
  /** The answer to it, by a transport that takes it. */
  answer(transport: TransportOffer): string;
}

// A rid says its own size in one of these ways, smallest picture first.
const knownRids = [
  ['q', 'h', 'f'],
  ['l', 'm', 'h'],
  ['low', 'mid', 'high'],
  ['low', 'medium', 'high'],
  ['r0', 'r1', 'r2'],
];

/**
 * Reads an offer. What is in it is parsed by sdp-transform and matched by mediasoup-client's own functions, as a browser's
 * offers are; nothing of it is believed further than mediasoup checks it.
 * @throws MediaError `malformed` for what is no offer, `bad-parameters` for one that cannot be taken
 */
export function readWhipOffer(sdp: string): WhipOffer {
  const session = parsed(sdp);
  const sections = session.media;
  for (const kind of ['audio', 'video']) {
    if (sections.filter((section) => section.type === kind).length > 1) throw refused(`more than one ${kind} track`);
  }
  try {
    const local = common.extractRtpCapabilities({ sdpObject: session });
    // Our order counts, not the encoder's: H.264 first, which HLS takes as it is.
    const extended = clientOrtc.getExtendedRtpCapabilities(local, routerRtpCapabilities() as never, false);
    const read = sections.map((section) => readSection(section, extended));
    const { fingerprints, role } = common.extractDtlsParameters({ sdpObject: session });
    const client = role !== 'server';
    return {
      dtlsParameters: { fingerprints, role: client ? 'client' : 'server' } as types.DtlsParameters,
      tracks: read.map(({ track }) => track),
      iceUfrag: session.iceUfrag ?? sections[0]?.iceUfrag ?? '',
      answer: ({ iceParameters, iceCandidates, dtlsParameters }) => {
        const remote = new RemoteSdp({
          iceParameters,
          iceCandidates,
          dtlsParameters: { ...dtlsParameters, role: client ? 'server' : 'client' },
        } as ConstructorParameters<typeof RemoteSdp>[0]);
        if (session.extmapAllowMixed) remote.setSessionExtmapAllowMixed();
        for (const { section, track, answered } of read) {
          remote.send({
            offerMediaObject: section,
            offerRtpParameters: track.rtpParameters as never,
            answerRtpParameters: answered,
          });
        }
        return remote.getSdp();
      },
    };
  } catch (error) {
    if (error instanceof MediaError) throw error;
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

function parsed(sdp: string): sdpTransform.SessionDescription {
  if (!/^v=0\r?\n/.test(sdp)) throw new MediaError('malformed', 'an SDP offer begins with v=0');
  let session: sdpTransform.SessionDescription;
  try {
    session = sdpTransform.parse(sdp);
  } catch (error) {
    throw new MediaError('malformed', 'the SDP offer cannot be read', { cause: error });
  }
  if (session.media.length === 0) throw new MediaError('malformed', 'the SDP offer has no m-line');
  const lost = session.media.find(({ mid, iceUfrag }) => mid === undefined || !(iceUfrag ?? session.iceUfrag));
  if (lost) throw new MediaError('malformed', 'an m-line lacks a=mid or a=ice-ufrag');
  return session;
}

function readSection(section: Section, extended: ReturnType<typeof clientOrtc.getExtendedRtpCapabilities>) {
  const { type, direction } = section;
  if (type !== 'audio' && type !== 'video') throw refused(`an m-line of ${type}: only audio and video are taken`);
  if (direction !== undefined && direction !== 'sendonly' && direction !== 'sendrecv') {
    throw refused(`the ${type} is ${direction}: an encoder sends`);
  }
  const sending = clientOrtc.getSendingRtpParameters(type, extended);
  if (sending.codecs.length === 0)
    throw refused(`no ${type} codec in common: H.264 constrained baseline, VP8 and Opus`);
  const answered = clientOrtc.getSendingRemoteRtpParameters(type, extended);
  sending.codecs = clientOrtc.reduceCodecs(sending.codecs);
  answered.codecs = clientOrtc.reduceCodecs(answered.codecs);
  const rtpParameters = {
    ...sending,
    mid: String(section.mid),
    rtcp: { cname: common.getCname({ offerMediaObject: section }) },
    encodings: encodingsOf(section, sending.codecs),
  } as types.RtpParameters;
  return { section, answered, track: { kind: type, rtpParameters } satisfies OfferedTrack };
}

/** Smallest picture first, as the ladder has them. */
function encodingsOf(
  section: Section,
  codecs: Parameters<typeof getRtpEncodings>[0]['codecs'],
): types.RtpEncodingParameters[] {
  const list = section.simulcast?.dir1 === 'send' ? section.simulcast.list1 : undefined;
  if (list) {
    const rids = sdpTransform.parseSimulcastStreamList(list).map(([first]) => String(first?.scid));
    return ascending(rids).map((rid) => ({ rid }));
  }
  // An offer may name no SSRC (RFC 8834): then mediasoup goes by the MID in the packets.
  return section.ssrcs?.length ? getRtpEncodings({ offerMediaObject: section, codecs }) : [{}];
}

/** Where the names say nothing, the list does: streams stand in order of preference, the best first (RFC 8853, 5.2). */
function ascending(rids: string[]): string[] {
  const known = knownRids.find((names) => rids.every((rid) => names.includes(rid)));
  return known ? known.filter((name) => rids.includes(name)) : rids.toReversed();
}

const refused = (reason: string): MediaError => new MediaError('bad-parameters', reason);
