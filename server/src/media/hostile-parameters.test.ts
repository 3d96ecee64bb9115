import fc from 'fast-check';
import type { types } from 'mediasoup';
import { openPool, quietLog } from '../../../test/support/media.js';
import { TestSpeaker } from '../../../test/support/media-people.js';
import { endPeers } from '../../../test/support/rtc-peer.js';
import { audioParameters, plainRtpCapabilities, videoParameters } from '../../../test/support/rtp.js';
import { MediaError } from './media-errors.js';
import { StageRoom } from './stage-room.js';
import type { WorkerPool } from './worker-pool.js';

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    '',
    '\0',
    'x'.repeat(5000),
    -1,
    0,
    2 ** 32,
    2 ** 53,
    1.5,
    NaN,
    [],
    {},
  ),
  fc.constantFrom<unknown>({ __proto__: null }, [[]], 'video/H264', 'audio/opus', '__proto__', { toString: 1 }),
  fc.integer(),
);

/** Every place in a JSON value, as the path to it. */
function paths(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...at, key]))];
}

function replaced(value: unknown, path: (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  Object.assign(copy, { [key]: replaced((value as Record<string, unknown>)[key], rest, by) });
  return copy;
}

/** A sound value with one to three of its places replaced by nonsense. */
const mangled = (sound: object): fc.Arbitrary<object> =>
  fc
    .array(fc.tuple(fc.constantFrom(...paths(sound).slice(1)), odd), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((value, [path, by]) => tolerantly(value, path, by), sound) as object);

function tolerantly(value: unknown, path: (string | number)[], by: unknown): unknown {
  try {
    return replaced(value, path, by);
  } catch {
    // An earlier change took this place away.
    return value;
  }
}

const dtls = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }] };

describe('parameters that no honest client sends', () => {
  let pool: WorkerPool;
  let room: StageRoom;

  beforeAll(async () => {
    pool = await openPool({ workers: 1 });
    room = await StageRoom.create(pool, quietLog, { viewerTransportsPerIdentity: 1_000_000 });
  });
  afterAll(async () => {
    room.close();
    await pool.close();
    endPeers();
  });

  /** Passes when the engine takes it or refuses it by code. */
  const survives = async (ask: () => Promise<unknown>): Promise<void> => {
    await ask().catch((error: unknown) => expect(error).toBeInstanceOf(MediaError));
  };
  const unharmed = () => {
    expect(pool.alive.map(({ deaths }) => deaths)).toEqual([0]);
    expect(room.closed).toBe(false);
  };

  test.each([
    ['microphone', audioParameters(1)],
    ['camera', videoParameters(1, 2, 3)],
  ] as const)('RTP parameters of a %s', async (role, sound) => {
    const speaker = await room.openSpeaker('seat');
    await fc.assert(
      fc.asyncProperty(mangled(sound), (parameters) =>
        survives(() => speaker.produce(role, parameters as types.RtpParameters)),
      ),
      { numRuns: 600 },
    );
    speaker.close();
    unharmed();
  });

  test('RTP capabilities', async () => {
    const speaker = await TestSpeaker.join(room, 'seat');
    await room.setProgramme(['seat']);
    await fc.assert(
      fc.asyncProperty(mangled(plainRtpCapabilities), (capabilities) =>
        survives(async () =>
          (await room.openViewer('viewer', capabilities as types.RtpCapabilities, () => true)).close(),
        ),
      ),
      { numRuns: 600 },
    );
    speaker.leave();
    unharmed();
  });

  test('DTLS parameters', async () => {
    await fc.assert(
      fc.asyncProperty(mangled(dtls), (parameters) =>
        survives(async () => {
          const speaker = await room.openSpeaker('seat');
          await speaker.connect(parameters as types.DtlsParameters);
        }),
      ),
      { numRuns: 300 },
    );
    unharmed();
  });
});
