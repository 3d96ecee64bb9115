import type { Quality } from '@sammelan/shared/playback/playback.dto.js';

/** What a viewer is sent of a camera: the highest simulcast layer (0 smallest … 2 largest), or no picture. */
export interface LayerChoice {
  spatialLayer: number;
  video: boolean;
}

// Heights of the ladder's rungs (web/src/media/encodings.ts) are 180, 360 and 720 lines; up to half again as many lines
// on the screen a rung still looks sharp.
const sharpUpTo = [270, 540] as const;

const fixed: Record<Exclude<Quality, 'auto'>, LayerChoice> = {
  '480p': { spatialLayer: 1, video: true },
  '240p': { spatialLayer: 0, video: true },
  audio: { spatialLayer: 0, video: false },
};

/** The layer for a choice and the height shown, in device pixels. No more is sent than can be seen. */
export function layersFor(quality: Quality, shownHeight?: number): LayerChoice {
  if (quality !== 'auto') return fixed[quality];
  if (shownHeight === undefined) return { spatialLayer: 2, video: true };
  const rung = sharpUpTo.findIndex((height) => shownHeight <= height);
  return { spatialLayer: rung === -1 ? sharpUpTo.length : rung, video: true };
}
