// Speech lies between: below is a quiet room, above is shouting into the microphone.
const quietDb = -55;
const loudDb = -10;

/** A loudness from 0 (silence) to 1 (loud) out of samples between -1 and 1: the root mean square, in decibels. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length || 1e-10);
  return Math.min(1, Math.max(0, (decibels - quietDb) / (loudDb - quietDb)));
}

/**
 * Measures a track about 20 times a second until the returned function is called. Browsers keep an audio context asleep
 * before the first tap; it is woken as soon as they allow.
 */
export function meterLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const wake = () => void context.resume().catch(() => undefined);
  document.addEventListener('pointerdown', wake);
  wake();
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(track.enabled ? loudness(samples) : 0);
  }, 50);
  return () => {
    clearInterval(timer);
    document.removeEventListener('pointerdown', wake);
    source.disconnect();
    void context.close();
  };
}
