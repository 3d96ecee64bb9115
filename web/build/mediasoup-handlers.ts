import type { Plugin } from 'vite';

/** mediasoup-client brings a handler per engine that it knows; React Native is no browser, and 5 KB of download. */
export const mediasoupHandlers = (): Plugin => ({
  name: 'sammelan-mediasoup-handlers',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer?.includes('mediasoup-client')) return null;
    if (source.endsWith('/ReactNative106')) return '\0sammelan:no-handler';
    return null;
  },
  load: (id) => (id === '\0sammelan:no-handler' ? 'export const ReactNative106 = undefined;' : null),
});
