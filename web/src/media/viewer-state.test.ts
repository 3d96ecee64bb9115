import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import { arrangeSeats } from './viewer-state.js';

const track = (id: string) => ({ id }) as MediaStreamTrack;
const streamOf = (of: MediaStreamTrack) => ({ getTracks: () => [of] }) as unknown as MediaStream;
const sent = (seatId: string, source: Source, of: MediaStreamTrack) => ({ seatId, source, track: of });

describe('arrangeSeats', () => {
  const face = track('face');
  const voice = track('voice');
  const before = arrangeSeats([sent('a', 'camera', face), sent('a', 'microphone', voice)], {}, streamOf);

  it('puts each source with its seat', () => {
    expect(Object.keys(before)).toEqual(['a']);
    expect(before['a']?.camera?.getTracks()).toEqual([face]);
    expect(before['a']?.microphone?.getTracks()).toEqual([voice]);
  });

  it('keeps the stream of a track that stayed, so that its element is left alone', () => {
    const after = arrangeSeats([sent('a', 'camera', face), sent('b', 'camera', track('other'))], before, streamOf);
    expect(after['a']?.camera).toBe(before['a']?.camera);
    expect(after['a']?.microphone).toBeUndefined();
    expect(after['b']?.camera).toBeDefined();
  });

  it('makes a new stream for a new track of the same name', () => {
    const after = arrangeSeats([sent('a', 'camera', track('face'))], before, streamOf);
    expect(after['a']?.camera).not.toBe(before['a']?.camera);
  });
});
