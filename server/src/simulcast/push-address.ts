import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Addresses of this machine, this network, and of nobody (RFC 6890): no programme is sent there. */
const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(net, prefix, 'ipv4');
}
// What is not of 2000::/3 is not on the public net; of it, these lead to IPv4 addresses inside, or nowhere.
const outer = new BlockList();
outer.addSubnet('2000::', 3, 'ipv6');
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  inner.addSubnet(net, prefix, 'ipv6');
}

export const isPublicAddress = (ip: string): boolean => {
  const family = isIP(ip);
  if (family === 4) return !inner.check(ip, 'ipv4');
  return family === 6 && outer.check(ip, 'ipv6') && !inner.check(ip, 'ipv6');
};

/** What an address of a server says. */
export function partsOf(url: string): { name: string; port: number; isSecure: boolean } {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === 'rtmps:';
  return { name: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isSecure ? 443 : 1935), isSecure };
}

export type ResolvedHost = { ip: string } | { trouble: 'unknown-host' | 'address-refused' };

/**
 * What a server's address leads to now. Every address behind the name has to be public, unless `allowInner`; the one that is
 * given is to be connected to, so that the name cannot lead elsewhere a moment later.
 */
export async function resolveHost(url: string, allowInner: boolean): Promise<ResolvedHost> {
  const host = partsOf(url).name;
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return { trouble: 'unknown-host' };
  if (!allowInner && !found.every(({ address }) => isPublicAddress(address))) return { trouble: 'address-refused' };
  return { ip: first.address };
}
