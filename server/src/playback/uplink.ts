import { readdir, readFile } from 'node:fs/promises';

const unknownSpeedMbps = 1_000;

/** Bytes sent by all network cards but the loopback since the start (proc_net_dev(5)); null where that is not to be had. */
export async function sentBytes(): Promise<number | null> {
  const table = await readFile('/proc/net/dev', 'utf8').catch(() => null);
  if (table === null) return null;
  return table
    .split('\n')
    .map((line) => /^\s*([^:\s]+):(.*)$/.exec(line))
    .filter((match) => match !== null && match[1] !== 'lo')
    .reduce((sum, match) => sum + Number(match?.[2]?.trim().split(/\s+/)[8] ?? 0), 0);
}

/** The speed of the fastest network card in Mbit/s; 1,000 where none says (virtual ones often do not). */
export async function cardMbps(): Promise<number> {
  const cards = await readdir('/sys/class/net').catch(() => []);
  const speeds = await Promise.all(
    cards.map(async (card) => Number(await readFile(`/sys/class/net/${card}/speed`, 'utf8').catch(() => '0'))),
  );
  const fastest = Math.max(0, ...speeds.filter((speed) => Number.isFinite(speed)));
  return fastest > 0 ? fastest : unknownSpeedMbps;
}
