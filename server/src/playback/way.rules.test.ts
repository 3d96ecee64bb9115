import type { ReportLinkDto } from '@sammelan/shared/playback/playback.dto.js';
import fc from 'fast-check';
import {
  fillOf,
  gradeOf,
  type HallLevel,
  levelAfter,
  moved,
  moveFor,
  newcomer,
  reported,
  returnCount,
  shedCount,
  stayMs,
  type ViewerCase,
  type ViewerFacts,
} from './way.rules.js';

const good: ReportLinkDto = { loss: 0, rttMs: 60, freezes: 0 };
const poor: ReportLinkDto = { loss: 0.2, rttMs: 900, freezes: 3 };
const roomy: ViewerFacts = {
  needsWebRtc: false,
  hlsReady: true,
  level: 'roomy',
  mayReturn: true,
  shed: false,
  decodes: true,
};
const step = (viewer: ViewerCase, facts: ViewerFacts, now: number): ViewerCase => {
  const move = moveFor(viewer, facts, now);
  return move ? moved(viewer, move, now) : viewer;
};

const anyReport = fc.record({
  loss: fc.double({ min: 0, max: 1, noNaN: true }),
  rttMs: fc.nat(3000),
  freezes: fc.nat(5),
});
const anyFacts = fc.record({
  needsWebRtc: fc.constant(false),
  hlsReady: fc.constant(true),
  level: fc.constantFrom<HallLevel>('roomy', 'tight', 'over'),
  mayReturn: fc.boolean(),
  shed: fc.boolean(),
  decodes: fc.boolean(),
});

describe('how full the hall is', () => {
  test('the tightest of worker, line and places counts; what cannot be measured does not', () => {
    expect(fillOf({ cpu: 0.4, uplink: 0.1, viewers: 0.2 })).toBeCloseTo(0.5);
    expect(fillOf({ cpu: 0.1, uplink: 0.8, viewers: 0.2 })).toBeCloseTo(1);
    expect(fillOf({ cpu: null, uplink: null, viewers: 0.2 })).toBeCloseTo(0.2);
  });

  test('a tight hall stays so until it is well below the mark', () => {
    expect(levelAfter('roomy', 0.7)).toBe('roomy');
    expect(levelAfter('tight', 0.7)).toBe('tight');
    expect(levelAfter('over', 0.99)).toBe('tight');
    expect(levelAfter('tight', 0.59)).toBe('roomy');
    expect(levelAfter('roomy', 1.01)).toBe('over');
  });

  test('those who come back never make it tight, and those who go never leave it more than a look too empty', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (fill, viewers) => {
        const perViewer = Math.max(fill / viewers, 1e-4);
        expect(fill + returnCount(fill, viewers, perViewer) * perViewer).toBeLessThan(Math.max(0.85, fill + 1e-9));
        expect(shedCount(fill, viewers)).toBeLessThanOrEqual(Math.ceil(viewers * 0.2));
        expect(shedCount(fill, viewers) > 0).toBe(fill > 1);
      }),
    );
  });
});

describe('the way of one viewer', () => {
  test('one bad report moves nobody, two in a row do; the way back takes a while and three good ones', () => {
    let viewer = reported(newcomer(0), poor);
    expect(moveFor(viewer, roomy, 1)).toBeNull();
    viewer = step(reported(viewer, poor), roomy, 10_000);
    expect(viewer).toMatchObject({ way: 'hls', why: 'network', falls: 1 });
    viewer = reported(reported(reported(viewer, good), good), good);
    expect(moveFor(viewer, roomy, 39_000)).toBeNull();
    expect(moveFor(viewer, roomy, 40_000)).toEqual({ way: 'webrtc', reason: 'recovered' });
    expect(moveFor({ ...viewer, good: 2 }, roomy, 400_000)).toBeNull();
    expect(moveFor(viewer, { ...roomy, level: 'tight' }, 400_000)).toBeNull();
  });

  test('a report is judged by its worst figure', () => {
    expect(gradeOf(good)).toBe('good');
    expect(gradeOf({ ...good, loss: 0.05 })).toBe('fair');
    expect(gradeOf({ ...good, kbps: 300 })).toBe('fair');
    expect(gradeOf({ ...good, rttMs: 900 })).toBe('poor');
    expect(gradeOf({ loss: 0.05, rttMs: 60, freezes: 2 })).toBe('poor');
    expect(gradeOf({ ...good, freezes: 9 })).toBe('fair');
  });

  test('whoever speaks, has a hand up or plays no HLS is on WebRTC after the next look, whatever else is so', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('webrtc' as const, 'hls' as const), fc.nat(9), (facts, way, bad) => {
        const viewer = { ...newcomer(0), way, poor: bad };
        expect(step(viewer, { ...facts, needsWebRtc: true }, 1).way).toBe('webrtc');
        expect(step(viewer, { ...facts, hlsReady: false }, 1).way).toBe('webrtc');
      }),
    );
  });

  test('what stays the same moves a viewer once at most', () => {
    fc.assert(
      fc.property(anyFacts, anyReport, (facts, report) => {
        let [viewer, moves] = [newcomer(0), 0];
        for (let now = 0; now < 3_600_000; now += 6_000) {
          const next = step(reported(viewer, report), facts.shed ? { ...facts, level: 'over' } : facts, now);
          if (next.way !== viewer.way) moves += 1;
          viewer = next;
        }
        expect(moves).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('nothing, in any order, makes a viewer go to and fro: each stay on HLS is twice as long, ten minutes at most', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyReport, anyFacts), { minLength: 200, maxLength: 600 }), (story) => {
        let viewer = newcomer(0);
        const falls: number[] = [];
        story.forEach(([report, facts], index) => {
          const now = index * 6_000;
          const next = step(reported(viewer, report), facts, now);
          if (next.way === 'hls' && viewer.way === 'webrtc') falls.push(now);
          if (next.way === 'webrtc' && viewer.way === 'hls')
            expect(now - viewer.since).toBeGreaterThanOrEqual(stayMs(viewer.falls));
          viewer = next;
        });
        // An hour holds 30 s + 1 + 2 + 4 + 8 + 10 + 10 … minutes of stays.
        expect(falls.length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 50 },
    );
  });

  test('a hall that people keep coming to settles: once nobody comes or goes, nobody moves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(40)), { minLength: 5, maxLength: 60 }),
        fc.double({ min: 0.002, max: 0.03, noNaN: true }),
        (traffic, perViewer) => {
          let cases: ViewerCase[] = [];
          let level: HallLevel = 'roomy';
          let now = 0;
          const look = (): number => {
            const on = cases.filter(({ way }) => way === 'webrtc');
            const fill = on.length * perViewer;
            level = levelAfter(level, fill);
            let shed = shedCount(fill, on.length);
            let back = level === 'roomy' ? returnCount(fill, on.length, perViewer) : 0;
            let moves = 0;
            cases = cases.map((viewer) => {
              const facts = { ...roomy, level, shed: viewer.way === 'webrtc' && shed > 0, mayReturn: back > 0 };
              const next = step(viewer, facts, now);
              if (next === viewer) return viewer;
              moves += 1;
              if (next.way === 'hls') shed -= 1;
              else back -= 1;
              return next;
            });
            now += 2_000;
            return moves;
          };
          for (const [come, go] of traffic) {
            const arriving = Array.from({ length: come }, () => {
              const viewer = newcomer(now);
              return level === 'roomy' ? viewer : moved(viewer, { way: 'hls', reason: 'headroom' }, now);
            });
            cases = [...cases.slice(go), ...arriving];
            look();
          }
          // Those who wait come back within the longest stay; after that it is still.
          for (let at = 0; at < 600; at += 1) look();
          let late = 0;
          for (let at = 0; at < 300; at += 1) late += look();
          expect(late).toBe(0);
          expect(cases.filter(({ way }) => way === 'webrtc').length * perViewer).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});
