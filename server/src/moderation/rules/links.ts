import { prepare } from './prepare.js';

/** `https://host/…`, `www.host`, a bare `host.tld/…`, `wa.me/…`, also with `[.]` or `(dot)` for the dot. */
const address = /(?:https?:\/\/)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9@])/g;
const dots = /\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{\.\})\s?/g;

/**
 * Endings that bare addresses in spam carry. Without a scheme nothing else tells `bit.ly` from a missing blank after a full
 * stop (`come.now`).
 */
const bareEndings = new Set(
  (
    'com net org info biz xyz top site online live shop store club app link click icu vip win bet io me ly to gl gd cc co in ' +
    'ru cn pk bd np lk tv ws page dev fun space website tech one ink cfd sbs lol bond cyou monster quest'
  ).split(' '),
);

/** Hosts of the addresses in a text, without `www.`; not those of e-mail addresses. */
export function hostsIn(text: string): string[] {
  const plain = prepare(text).replace(dots, '.');
  const hosts: string[] = [];
  for (const { 0: found, index } of plain.matchAll(address)) {
    const hasScheme = found.startsWith('http');
    if (plain[index - 1] === '@') continue;
    const host = found.replace(/^https?:\/\//, '').replace(/^www\./, '');
    const ending = host.slice(host.lastIndexOf('.') + 1);
    if (hasScheme || found.startsWith('www.') || bareEndings.has(ending)) hosts.push(host);
  }
  return hosts;
}

/** The first host that is neither allowed nor below an allowed one; null where there is none. */
export function foreignHost(text: string, allowed: readonly string[]): string | null {
  if (!/[.[({]/.test(text)) return null;
  const isAllowed = (host: string): boolean => allowed.some((one) => host === one || host.endsWith(`.${one}`));
  return hostsIn(text).find((host) => !isAllowed(host)) ?? null;
}
