import type { Config } from '../config/config.js';

/** Only our own files; no inline script, no framing by others. `blob:` is for media, `data:` for small pictures. */
export const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The same, where streams are fetched from elsewhere: from there too. */
export function policyFor({ stream }: Pick<Config, 'stream'>): typeof contentSecurityPolicy {
  if (stream.baseUrl === null) return contentSecurityPolicy;
  const { origin } = new URL(stream.baseUrl);
  const { connectSrc, mediaSrc, ...directives } = contentSecurityPolicy.directives;
  return {
    ...contentSecurityPolicy,
    directives: { ...directives, connectSrc: [...connectSrc, origin], mediaSrc: [...mediaSrc, origin] },
  };
}
