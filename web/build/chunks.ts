interface ModuleInfo {
  importers: readonly string[];
}

/** What a bundler tells of its modules, by id. */
export interface Modules {
  getModuleInfo(id: string): ModuleInfo | null;
}

const corePackages =
  /node_modules\/(?:preact|i18next|react-i18next|socket\.io-|engine\.io-|@socket\.io\/)|rolldown\/runtime/;
const coreFolders =
  /\/web\/src\/(?:app\/(?!texts\/)[^/]+(?<!\.entry)\.tsx?|app\/i18n\/|realtime\/(?!check-payload)|ui\/)/;
const coreShared =
  /\/shared\/src\/contract\/(?:contract|errors|local-text|stream-clock)\.ts$|vite\/(?:modulepreload-polyfill|preload-helper)/;
const citizenFeatures =
  'captions|chat|hands|interpretation|join|moderation|phones|polls|questions|recordings|regions|watch';
const citizenTexts = (language: string) =>
  new RegExp(`/(?:app/texts/(?:common|errors|watch)|features/(?:${citizenFeatures})/\\w+)\\.${language}\\.ts$`);
const words = { en: citizenTexts('en'), hi: citizenTexts('hi') };

const citizenEntry = /\/app\/watch\.entry\.tsx$/;
const lightEntries = /\/app\/(?:home|claim)\.entry\.tsx$/;

/** Whether a page's entry needs this module before anything is loaded on demand. */
function isNeededBy(entry: RegExp, id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (entry.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return modules.getModuleInfo(id)?.importers.some((importer) => isNeededBy(entry, importer, modules, seen)) ?? false;
}

/**
 * The file that a module goes into; null: where the bundler likes. Left alone it cuts what pages share into twenty files,
 * and a phone far away pays for each: what every page needs is one file (`core`), what a citizen's page needs beyond it
 * another (`rally`), and so are a citizen's texts in one language.
 */
export function chunkOf(id: string, modules: Modules): string | null {
  if (corePackages.test(id) || coreFolders.test(id) || coreShared.test(id)) return 'core';
  if (words.en.test(id)) return 'words-en';
  if (words.hi.test(id)) return 'words-hi';
  if (/\.entry\.tsx$|\.html$/.test(id) || !isNeededBy(citizenEntry, id, modules)) return null;
  return isNeededBy(lightEntries, id, modules) ? 'core' : 'rally';
}
