import type { CommandName } from '@sammelan/shared/socket-events.js';
import type { checkPayload } from './check-payload.js';

type Check = typeof checkPayload;

/** What machines send, not people: right by its types, and on the way to the first picture. */
const unchecked: ReadonlySet<CommandName> = new Set([
  'access:me',
  'attendance:now',
  'chat:enter',
  'chat:older',
  'playback:open',
  'playback:start',
  'playback:resume',
  'playback:prefer',
  'playback:report',
  'playback:restart-ice',
  'playback:close',
  'poll:list',
  'stage:programme',
]);

let loading: Promise<Check | null> | null = null;

/** Fetches the validators (about 15 KB) ahead of the first thing that somebody types. */
export function preloadChecks(): Promise<Check | null> {
  loading ??= import('./check-payload.js').then(
    (module) => module.checkPayload,
    () => {
      loading = null; // offline: the server checks anyway
      return null;
    },
  );
  return loading;
}

/** Checks a payload against its DTO, as the server will. @throws PayloadError */
export async function check(name: CommandName, payload: object): Promise<void> {
  if (unchecked.has(name)) return;
  (await preloadChecks())?.(name, payload);
}
