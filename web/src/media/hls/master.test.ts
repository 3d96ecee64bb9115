import { audioPlaylist } from './master.js';

const at = 'https://rally.example/hls/a/master.m3u8?t=1';

describe('the sound of a ladder', () => {
  test('is the default rendition of its audio group', () => {
    const master = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Hindi",DEFAULT=NO,URI="hi.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Floor",DEFAULT=YES,URI="audio.m3u8?t=1"',
      '#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1.42e01f,mp4a.40.2",AUDIO="a"',
      'low.m3u8',
    ].join('\r\n');
    expect(audioPlaylist(master, at)).toBe('https://rally.example/hls/a/audio.m3u8?t=1');
  });

  test('is in a language, where there is one', () => {
    const master = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="floor",DEFAULT=YES,URI="audio.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=NO,URI="sound-en.m3u8"',
    ].join('\n');
    expect(audioPlaylist(master, at, 'en')).toBe('https://rally.example/hls/a/sound-en.m3u8');
    expect(audioPlaylist(master, at, 'ta')).toBe('https://rally.example/hls/a/audio.m3u8');
  });

  test('is a variant without a picture where there is no group', () => {
    const master = [
      '#EXTM3U',
      '#EXT-X-STREAM-INF:BANDWIDTH=200000,RESOLUTION=320x180,CODECS="avc1.42e01f,mp4a.40.2"',
      'low.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=50000,CODECS="mp4a.40.2"',
      '',
      'sound.m3u8',
    ].join('\n');
    expect(audioPlaylist(master, at)).toBe('https://rally.example/hls/a/sound.m3u8');
  });

  test('is missing where every variant has a picture', () => {
    expect(audioPlaylist('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=2x2\nlow.m3u8', at)).toBeNull();
  });
});
