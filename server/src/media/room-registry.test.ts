import { openPool, quietLog } from '../../../test/support/media.js';
import { RoomRegistry } from './room-registry.js';
import type { WorkerPool } from './worker-pool.js';

describe('room registry', () => {
  let pool: WorkerPool;
  beforeEach(async () => {
    pool = await openPool({ workers: 1 });
  });
  afterEach(() => pool.close());

  test('simultaneous first joins build one room', async () => {
    const registry = new RoomRegistry(pool, quietLog);
    let built = 0;
    const rooms = await Promise.all(Array.from({ length: 20 }, () => registry.open('rally', () => (built += 1))));
    expect(new Set(rooms).size).toBe(1);
    expect(built).toBe(1);
    await registry.closeAll();
  });

  test('a closed room is forgotten and the next join builds another', async () => {
    const registry = new RoomRegistry(pool, quietLog);
    const first = await registry.open('rally');
    await registry.close('rally');
    expect(first.closed).toBe(true);
    expect(registry.find('rally')).toBeUndefined();
    expect(await registry.open('rally')).not.toBe(first);
    await registry.closeAll();
    expect((await registry.all()).size).toBe(0);
    await expect(registry.open('rally')).rejects.toMatchObject({ code: 'closed' });
  });

  test('two rallies have rooms of their own, and one ending leaves the other', async () => {
    const registry = new RoomRegistry(pool, quietLog);
    const [one, two] = await Promise.all([registry.open('one'), registry.open('two')]);
    await registry.close('one');
    expect([one.closed, two.closed]).toEqual([true, false]);
    await registry.closeAll();
  });

  test('with the pool gone, opening fails and leaves nothing behind', async () => {
    const registry = new RoomRegistry(pool, quietLog);
    await pool.close();
    await expect(registry.open('rally')).rejects.toMatchObject({ code: 'closed' });
    expect(registry.find('rally')).toBeUndefined();
  });
});
