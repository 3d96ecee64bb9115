import { AppError, type ErrorCode } from '@sammelan/shared/contract/errors.js';
import { type LinkPhase, Mender } from './mender.js';

/** A link whose opening and restarting the test answers. */
function fakeLink() {
  const phases: LinkPhase[] = [];
  const link = {
    current: undefined as RTCPeerConnectionState | undefined,
    opened: 0,
    restarted: 0,
    openFails: undefined as Error | undefined,
    state: () => link.current,
    open: async () => {
      link.opened += 1;
      if (link.openFails) throw link.openFails;
      link.current = 'connecting';
    },
    restartIce: async () => void (link.restarted += 1),
    onPhase: (phase: LinkPhase) => phases.push(phase),
  };
  const mender = new Mender(link);
  const become = (state: RTCPeerConnectionState) => {
    link.current = state;
    mender.onState(state);
  };
  return { link, mender, phases, become };
}

const connected = async () => {
  const all = fakeLink();
  await all.mender.open();
  all.become('connected');
  return all;
};

describe('Mender', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('leaves a short gap alone', async () => {
    const { link, become, phases } = await connected();
    become('disconnected');
    await jest.advanceTimersByTimeAsync(1_000);
    become('connected');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(link).toMatchObject({ opened: 1, restarted: 0 });
    expect(phases).toEqual(['connecting', 'connected', 'lost', 'connected']);
  });

  it('restarts ICE after a longer one, then opens anew where that does not help', async () => {
    const { link, become } = await connected();
    become('disconnected');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(link).toMatchObject({ opened: 1, restarted: 1 });
    await jest.advanceTimersByTimeAsync(4_000);
    expect(link.opened).toBe(2);
  });

  it('opens again and again, with growing waits, until it stands', async () => {
    const { link, mender, become } = fakeLink();
    link.openFails = new AppError('media-unavailable', 'no worker');
    await mender.open();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(link.opened).toBeGreaterThan(4);
    link.openFails = undefined;
    await jest.advanceTimersByTimeAsync(10_000);
    become('connected');
    const { opened } = link;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(link.opened).toBe(opened);
  });

  it.each<[ErrorCode, LinkPhase]>([
    ['media-unsupported', 'unsupported'],
    ['banned', 'refused'],
    ['stage-not-granted', 'refused'],
  ])('takes %s for an answer', async (code, phase) => {
    const { link, mender, phases } = fakeLink();
    link.openFails = new AppError(code, 'no');
    await mender.open();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(link.opened).toBe(1);
    expect(phases.at(-1)).toBe(phase);
  });

  it('opens once more when asked during an opening', async () => {
    const { link, mender } = fakeLink();
    await Promise.all([mender.open(), mender.open(), mender.open()]);
    expect(link.opened).toBe(2);
  });

  it('does nothing once stopped', async () => {
    const { link, mender, become } = await connected();
    become('disconnected');
    mender.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    await mender.open();
    expect(link).toMatchObject({ opened: 1, restarted: 0 });
  });
});
