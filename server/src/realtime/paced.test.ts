import { setTimeout as sleep } from 'node:timers/promises';
import { Paced } from './paced.js';

/** Timers may fire a little before their time. */
const toleranceMs = 2;

describe('paced', () => {
  const runs: { startedAt: number; endedAt: number }[] = [];
  const run = (ms: number) => async (): Promise<void> => {
    const startedAt = performance.now();
    await sleep(ms);
    runs.push({ startedAt, endedAt: performance.now() });
  };
  const ran = async (count: number): Promise<void> => {
    while (runs.length < count) await sleep(5);
  };
  beforeEach(() => void runs.splice(0));

  it('makes one run of many requests, and the next an interval after it', async () => {
    const paced = new Paced(run(1), 50);
    for (let n = 0; n < 10; n += 1) paced.request();
    await ran(1);
    for (let n = 0; n < 10; n += 1) paced.request();
    await ran(2);
    expect(runs[1]!.startedAt - runs[0]!.endedAt).toBeGreaterThanOrEqual(50 - toleranceMs);
    await sleep(120);
    expect(runs).toHaveLength(2);
  });

  it('rests the longer the longer it took', async () => {
    const paced = new Paced(run(40), 1, 5);
    paced.request();
    await ran(1);
    const tookMs = runs[0]!.endedAt - runs[0]!.startedAt;
    paced.request();
    await ran(2);
    expect(runs[1]!.startedAt - runs[0]!.endedAt).toBeGreaterThanOrEqual(5 * tookMs - toleranceMs);
  });

  it('does not run once it is stopped', async () => {
    const paced = new Paced(run(1), 1);
    paced.request();
    paced.stop();
    paced.request();
    await sleep(30);
    expect(runs).toHaveLength(0);
  });
});
