import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { openPool, quietLog } from '../../../test/support/media.js';
import { type PortBlock, takePorts } from '../../../test/support/ports.js';
import { MediaError } from './media-errors.js';
import { listenAddresses } from './media-options.js';
import { WorkerPool } from './worker-pool.js';

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('worker pool', () => {
  let ports: PortBlock;
  let mediaPortBase: number;
  beforeAll(async () => {
    ports = await takePorts();
    mediaPortBase = ports.media;
  });
  afterAll(() => ports.release());

  test('starts a worker per slot on consecutive ports and ends them all', async () => {
    const pool = await openPool({ workers: 2, portBase: mediaPortBase });
    const pids = pool.alive.map((slot) => slot.worker.pid);
    expect(pids).toHaveLength(2);
    const dumps = await Promise.all(pool.alive.map((slot) => slot.webRtcServer.dump()));
    expect(dumps.map((dump) => dump.udpSockets[0]?.port)).toEqual([mediaPortBase, mediaPortBase + 1]);
    expect(dumps.map((dump) => dump.tcpServers[0]?.port)).toEqual([mediaPortBase, mediaPortBase + 1]);
    const usage = await pool.usage();
    expect(usage.map(({ rssBytes }) => rssBytes > 1_000_000)).toEqual([true, true]);
    await pool.close();
    await pool.close();
    expect(pids.filter(alive)).toEqual([]);
  });

  test('a killed worker is replaced on the same port, the others live on', async () => {
    const pool = await openPool({ workers: 2, portBase: mediaPortBase });
    const [first, second] = pool.alive;
    if (!first || !second) throw new Error('two workers expected');
    const died = once(pool, 'workerdied');
    const replaced = once(pool, 'workerreplaced');
    process.kill(first.worker.pid, 'SIGKILL');
    await died;
    expect(pool.alive.map((slot) => slot.index)).toEqual([1]);
    await replaced;
    expect(pool.alive.map((slot) => slot.index)).toEqual([0, 1]);
    expect(pool.alive[1]).toBe(second);
    const dump = await pool.alive[0]?.webRtcServer.dump();
    expect(dump?.udpSockets[0]?.port).toBe(mediaPortBase);
    expect((await pool.usage()).map(({ deaths }) => deaths)).toEqual([1, 0]);
    await pool.close();
  });

  test('asked while a worker is being replaced, waits for it rather than overload the rest', async () => {
    const pool = await openPool({ workers: 1 });
    const pid = pool.alive[0]?.worker.pid ?? 0;
    const died = once(pool, 'workerdied');
    process.kill(pid, 'SIGKILL');
    await died;
    const slot = await pool.leastLoaded();
    expect(slot.worker.pid).not.toBe(pid);
    await pool.close();
  });

  test('leaves the signals of the process alone', async () => {
    const before = process.listeners('SIGTERM').length;
    const pool = await openPool({ workers: 2, portBase: mediaPortBase });
    expect(process.listeners('SIGTERM')).toHaveLength(before);
    await pool.close();
  });

  test.each(['udp', 'tcp'])('names the port when another program holds it (%s)', async (protocol) => {
    const port = mediaPortBase + 1;
    const held = protocol === 'udp' ? createSocket('udp4').bind(port, '127.0.0.1') : createServer();
    if ('listen' in held) held.listen(port, '127.0.0.1');
    await once(held, 'listening');
    const opening = openPool({ workers: 2, portBase: mediaPortBase });
    await expect(opening).rejects.toBeInstanceOf(MediaError);
    await expect(opening).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining(String(port)) });
    held.close();
    await once(held, 'close');
  });

  test('an unusable worker binary is an error, not a crash', async () => {
    const options = { workers: 1, portBase: 0, listenIp: '127.0.0.1', workerBin: '/nonexistent', log: quietLog };
    await expect(WorkerPool.create(options)).rejects.toThrow();
  });
});

describe('addresses to listen on', () => {
  const address = (ip: string, internal: boolean, family: 'IPv4' | 'IPv6' = 'IPv4') =>
    ({ address: ip, internal, family, netmask: '', mac: '', cidr: null, scopeid: 0 }) as never;
  const interfaces = {
    lo: [address('127.0.0.1', true), address('::1', true, 'IPv6')],
    wifi: [address('192.168.1.7', false)],
  };

  test('a wildcard becomes the addresses a phone on the same Wi-Fi can reach', () => {
    expect(listenAddresses('0.0.0.0', undefined, interfaces)).toEqual([{ ip: '192.168.1.7' }, { ip: '127.0.0.1' }]);
  });

  test('an announced address stands alone', () => {
    expect(listenAddresses('0.0.0.0', 'live.example.org', interfaces)).toEqual([
      { ip: '0.0.0.0', announcedAddress: 'live.example.org' },
    ]);
  });
});
