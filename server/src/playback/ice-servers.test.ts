import { iceServers } from './ice-servers.js';

describe('ICE servers', () => {
  test('none without a relay', () => {
    expect(iceServers(null, 0)).toEqual([]);
  });

  test('a relay comes with credentials that coturn accepts', () => {
    const turn = { urls: ['turn:turn.example.org'], secret: 'north' };
    // Reference: printf '43200:sammelan' | openssl dgst -sha1 -hmac north -binary | base64
    expect(iceServers(turn, 0)).toEqual([
      { urls: turn.urls, username: '43200:sammelan', credential: 'G2TCywaGLs8r2J+QDo/ePeuDKU8=' },
    ]);
  });
});
