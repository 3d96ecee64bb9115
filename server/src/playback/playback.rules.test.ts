import { qualities } from '@sammelan/shared/playback/playback.dto.js';
import fc from 'fast-check';
import { layersFor } from './playback.rules.js';

describe('the layers a viewer is sent', () => {
  test.each([
    ['a phone held upright', 202, 0],
    ['a phone held sideways', 360, 1],
    ['a laptop', 720, 2],
    ['before the page has a size', undefined, 2],
  ])('auto follows the size shown: %s', (_, shownHeight, spatialLayer) => {
    expect(layersFor('auto', shownHeight)).toEqual({ spatialLayer, video: true });
  });

  test('a choice is a ceiling whatever the size', () => {
    expect(layersFor('480p', 2160)).toEqual({ spatialLayer: 1, video: true });
    expect(layersFor('240p', 2160)).toEqual({ spatialLayer: 0, video: true });
    expect(layersFor('audio', 2160).video).toBe(false);
  });

  test('a larger picture never gets a smaller layer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...qualities), fc.nat(8192), fc.nat(8192), (quality, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        expect(layersFor(quality, small).spatialLayer).toBeLessThanOrEqual(layersFor(quality, large).spatialLayer);
      }),
    );
  });
});
