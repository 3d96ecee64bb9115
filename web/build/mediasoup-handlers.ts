import type { Plugin } from 'vite';

/**
 * mediasoup-client brings a handler per browser generation; a citizen downloads them all. React Native is no browser, and
 * Chrome before 111 (March 2023) is served well enough by the present one, whose only difference is how it names codecs.
 */
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
