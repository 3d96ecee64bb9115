import type { Page } from 'playwright-core';

/** The clock's step that one picture can tell, ms; and how many of them go round. */
export const stepMs = 40;
const bits = 16;
/** A beep begins whenever the clock has gone on by so much. */
export const beepEveryMs = 2_000;

/**
 * Runs in a speaker's page before its own scripts: its camera shows the clock, as bars of black and white (above, and upside
 * down below), its microphone beeps every two seconds of the same clock.
 */
export const speakTimecode = (): void => {
  const [stepMs, bits, beepEveryMs, beepMs] = [40, 16, 2_000, 200];
  const media = navigator.mediaDevices;
  const native = media.getUserMedia.bind(media);
  const picture = (camera: MediaStreamTrack): MediaStreamTrack => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = canvas.getContext('2d')!;
    const paint = () => {
      const code = Math.floor(Date.now() / stepMs) % 2 ** bits;
      const width = canvas.width / bits;
      for (let bit = 0; bit < bits; bit += 1) {
        const on = (code >> bit) & 1;
        context.fillStyle = on ? '#fff' : '#000';
        context.fillRect(bit * width, 0, width, canvas.height / 2);
        context.fillStyle = on ? '#000' : '#fff';
        context.fillRect(bit * width, canvas.height / 2, width, canvas.height / 2);
      }
    };
    paint();
    const timer = setInterval(paint, stepMs / 2);
    const track = canvas.captureStream(25).getVideoTracks()[0]!;
    const settings = { ...camera.getSettings(), width: canvas.width, height: canvas.height };
    track.getSettings = () => settings;
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      camera.stop();
      stop();
    };
    return track;
  };
  const sound = (): MediaStreamTrack => {
    const context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    const oscillator = new OscillatorNode(context, { frequency: 1_000 });
    const gain = new GainNode(context, { gain: 0 });
    const out = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(gain).connect(out);
    oscillator.start();
    let said = 0;
    setInterval(() => {
      const next = Math.ceil((Date.now() + 100) / beepEveryMs) * beepEveryMs;
      if (next === said || next - Date.now() > 500) return;
      said = next;
      const at = context.currentTime + (next - Date.now()) / 1000;
      gain.gain.setValueAtTime(0.6, at);
      gain.gain.setValueAtTime(0, at + beepMs / 1000);
    }, 50);
    return out.stream.getAudioTracks()[0]!;
  };
  media.getUserMedia = async (constraints) => {
    const stream = await native(constraints);
    for (const track of stream.getTracks()) {
      stream.removeTrack(track);
      stream.addTrack(track.kind === 'video' ? picture(track) : sound());
    }
    return stream;
  };
};

/** What a page showed and let hear, and when, by the machine's own clock. */
export interface Perceived {
  /** The clock in the picture, ms (known but for whole rounds), when it was first seen. */
  pictures: { at: number; code: number }[];
  /** When beeps began. */
  beeps: number[];
  /** When each text that was waited for stood on the page. */
  texts: Record<string, number>;
}

/** Watches a page from now on; wants `keepElements` in it. */
export const perceive = (page: Page, texts: string[]): Promise<void> =>
  page.evaluate(
    ({ texts, stepMs, bits }) => {
      const found: Perceived = { pictures: [], beeps: [], texts: {} };
      Object.assign(globalThis, { perceived: found });
      const { keptElements } = globalThis as unknown as { keptElements: Set<HTMLMediaElement> };
      const canvas = Object.assign(document.createElement('canvas'), { width: bits * 3, height: 6 });
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      const shown = (): HTMLVideoElement | undefined => {
        const film = document.querySelector<HTMLVideoElement>('[data-shown="true"] [data-current="true"] video');
        return (
          film ??
          [...document.querySelectorAll('video')].find((one) => one.videoWidth > 0 && !one.closest('[data-shown]'))
        );
      };
      let last = -1;
      const look = () => {
        const video = shown();
        if (!video || video.videoWidth === 0) return;
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const bright = (x: number, y: number) => data[(y * canvas.width + x) * 4 + 1]!;
        let code = 0;
        for (let bit = 0; bit < bits; bit += 1) {
          const [above, below] = [bright(bit * 3 + 1, 1), bright(bit * 3 + 1, 4)];
          // Two pictures in one, or none.
          if (Math.abs(above - below) < 60) return;
          if (above > below) code += 2 ** bit;
        }
        if (code === last) return;
        last = code;
        found.pictures.push({ at: Date.now(), code: code * stepMs });
      };
      const audio = new AudioContext();
      const listened = new Map<HTMLMediaElement, { analyser: AnalyserNode; source: MediaStream }>();
      const samples = new Float32Array(512);
      let loudAt = 0;
      const listen = () => {
        let loud = false;
        for (const element of keptElements) {
          if (element.muted || element.paused) continue;
          let heard = listened.get(element);
          const own = element.srcObject instanceof MediaStream ? element.srcObject : undefined;
          if (!heard || (own && heard.source !== own)) {
            const source = own ?? (element as HTMLMediaElement & { captureStream(): MediaStream }).captureStream();
            if (source.getAudioTracks().length === 0) continue;
            const analyser = new AnalyserNode(audio, { fftSize: samples.length });
            audio.createMediaStreamSource(source).connect(analyser);
            listened.set(element, (heard = { analyser, source }));
          }
          heard.analyser.getFloatTimeDomainData(samples);
          if (samples.some((sample) => Math.abs(sample) > 0.1)) loud = true;
        }
        const now = Date.now();
        if (loud && now - loudAt > 500) found.beeps.push(now);
        if (loud) loudAt = now;
      };
      const waiting = new Set(texts);
      const observer = new MutationObserver(() => {
        const text = document.body.textContent ?? '';
        for (const one of waiting) {
          if (!text.includes(one)) continue;
          waiting.delete(one);
          found.texts[one] = Date.now();
        }
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      setInterval(look, 15);
      setInterval(listen, 5);
    },
    { texts, stepMs, bits },
  );

export const perceived = (page: Page): Promise<Perceived> =>
  page.evaluate(() => (globalThis as unknown as { perceived: Perceived }).perceived);

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The nearest of the numbers that are `value` but for whole rounds. */
export const centred = (value: number, round: number): number =>
  ((((value + round / 2) % round) + round) % round) - round / 2;

/** How long after it was on stage the picture is shown, ms. */
export const pictureDelay = ({ pictures }: Perceived): number => {
  const round = stepMs * 2 ** bits;
  return median(pictures.map(({ at, code }) => (((at - code) % round) + round) % round));
};

/** How long after it was on stage the sound is heard, ms, but for whole rounds of the beeps. */
export const soundDelay = ({ beeps }: Perceived): number => {
  const first = (beeps[0] ?? NaN) % beepEveryMs;
  return first + median(beeps.map((at) => centred((at % beepEveryMs) - first, beepEveryMs)));
};
