import * as sdpTransform from 'sdp-transform';
import { MediaError } from './media-errors.js';
import type { TransportOffer } from './webrtc.js';

/**
 * Reads what a WHIP client patches its session with (RFC 8840): new credentials, or candidates, which our end, being
 * ICE-lite, does not need.
 * @throws MediaError `malformed`
 */
export function readFragment(fragment: string): { iceUfrag: string } {
  const { iceUfrag, icePwd, media } = sdpTransform.parse(`v=0\r\n${fragment}`);
  const said = [{ iceUfrag, icePwd }, ...media].find((section) => section.iceUfrag && section.icePwd);
  if (!said?.iceUfrag) throw new MediaError('malformed', 'the fragment has no ICE credentials');
  return { iceUfrag: said.iceUfrag };
}

/** Our new credentials and where we are to be reached, for one m-line: the others are bundled with it. */
export function writeFragment({ iceParameters, iceCandidates }: TransportOffer): string {
  return [
    'a=ice-lite',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    'a=mid:0',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    ...iceCandidates.map(
      ({ foundation, protocol, priority, address, port, type, tcpType }) =>
        `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}` +
        (tcpType ? ` tcptype ${tcpType}` : ''),
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
