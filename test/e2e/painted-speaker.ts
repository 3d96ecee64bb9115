/**
 * Runs in a page before its own scripts: its camera shows a painted speaker at a lectern who moves a little, in place of
 * Chromium's test picture. For screenshots that show what the product is for, without anybody's face.
 */
export const paintSpeaker = (): void => {
  const paint = (context: CanvasRenderingContext2D, seconds: number): void => {
    const { width: w, height: h } = context.canvas;
    const fill = (style: string | CanvasGradient, draw: () => void) => {
      context.fillStyle = style;
      context.beginPath();
      draw();
      context.fill();
    };
    const wall = context.createLinearGradient(0, 0, w, h);
    wall.addColorStop(0, '#f3d9b1');
    wall.addColorStop(1, '#c9814f');
    fill(wall, () => context.rect(0, 0, w, h));
    // A string of paper flags, and a fan of light behind the lectern.
    for (let at = 0; at < 22; at += 1) {
      const x = (at * w) / 21;
      const y = h * (0.07 + 0.04 * Math.sin((at / 21) * Math.PI * 3) + 0.004 * Math.sin(seconds * 2 + at));
      fill(['#0b6e69', '#f7f3e8', '#b5402c'][at % 3]!, () => {
        context.moveTo(x - w * 0.016, y);
        context.lineTo(x + w * 0.016, y);
        context.lineTo(x, y + h * 0.075);
      });
    }
    fill('rgb(255 255 255 / 22%)', () => context.arc(w / 2, h * 0.62, h * 0.46, 0, Math.PI * 2));
    const sway = Math.sin(seconds * 1.3) * w * 0.004;
    const x = w / 2 + sway;
    // Shoulders in a green sari, its end over the left shoulder; head, hair, ears.
    fill('#12554f', () => {
      context.moveTo(x - w * 0.17, h);
      context.quadraticCurveTo(x - w * 0.15, h * 0.58, x, h * 0.57);
      context.quadraticCurveTo(x + w * 0.15, h * 0.58, x + w * 0.17, h);
    });
    fill('#e2a33b', () => {
      context.moveTo(x + w * 0.02, h * 0.57);
      context.quadraticCurveTo(x + w * 0.13, h * 0.6, x + w * 0.14, h);
      context.lineTo(x + w * 0.05, h);
    });
    fill('#8d5a3b', () => context.rect(x - w * 0.022, h * 0.49, w * 0.044, h * 0.1));
    fill('#2a1b18', () => context.ellipse(x, h * 0.375, w * 0.066, h * 0.155, 0, 0, Math.PI * 2));
    fill('#9c6644', () => context.ellipse(x, h * 0.405, w * 0.051, h * 0.125, 0, 0, Math.PI * 2));
    fill('#2a1b18', () => context.ellipse(x, h * 0.315, w * 0.05, h * 0.055, 0, Math.PI, 0));
    fill('#b3202a', () => context.arc(x, h * 0.345, w * 0.0045, 0, Math.PI * 2));
    const blink = seconds % 4 > 3.85 ? 0.15 : 1;
    for (const side of [-1, 1]) {
      fill('#1b1311', () => context.ellipse(x + side * w * 0.019, h * 0.395, w * 0.005, h * 0.009 * blink, 0, 0, 7));
    }
    const mouth = 0.006 + 0.012 * Math.abs(Math.sin(seconds * 5) * Math.sin(seconds * 1.7));
    fill('#5b2320', () => context.ellipse(x, h * 0.468, w * 0.013, h * mouth, 0, 0, Math.PI * 2));
    fill('#6b3f25', () => context.roundRect(w * 0.33, h * 0.76, w * 0.34, h * 0.3, w * 0.01));
    fill('#f7f3e8', () => context.arc(w / 2, h * 0.88, h * 0.055, 0, Math.PI * 2));
    context.strokeStyle = '#2b2f38';
    context.lineWidth = w * 0.006;
    context.beginPath();
    context.moveTo(w * 0.45, h * 0.77);
    context.quadraticCurveTo(w * 0.46, h * 0.66, w * 0.485, h * 0.6);
    context.stroke();
  };
  const media = navigator.mediaDevices;
  const native = media.getUserMedia.bind(media);
  const enumerate = media.enumerateDevices.bind(media);
  // Chromium names its fake devices after files and itself.
  media.enumerateDevices = async () =>
    (await enumerate()).map(({ kind, deviceId, groupId }) => {
      const label = kind === 'videoinput' ? 'Front camera' : 'Built-in microphone';
      return { kind, deviceId, groupId, label, toJSON: () => ({}) };
    });
  media.getUserMedia = async (constraints) => {
    const stream = await native(constraints);
    const [camera] = stream.getVideoTracks();
    if (!camera) return stream;
    stream.removeTrack(camera);
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    const context = canvas.getContext('2d')!;
    const began = performance.now();
    const timer = setInterval(() => paint(context, (performance.now() - began) / 1000), 66);
    paint(context, 0);
    const [painted] = canvas.captureStream(15).getVideoTracks();
    const settings = { ...camera.getSettings(), width: 1280, height: 720 };
    painted!.getSettings = () => settings;
    const stop = painted!.stop.bind(painted);
    painted!.stop = () => {
      clearInterval(timer);
      camera.stop();
      stop();
    };
    stream.addTrack(painted!);
    return stream;
  };
};
