import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';

export interface RallyGroup {
  key: 'live' | 'soon' | 'past';
  rallies: RallyView[];
}

/** How many ended ones are worth a look. */
const pastShown = 5;

const byStart = (a: RallyView, b: RallyView): number =>
  // Without a time comes after those with one.
  (a.startsAt ?? '9999').localeCompare(b.startsAt ?? '9999');

/** What is on now; what comes, the next first; what has ended, the last first. Empty groups are left out. */
export function groupRallies(rallies: readonly RallyView[]): RallyGroup[] {
  const of = (...states: RallyView['state'][]) => rallies.filter(({ state }) => states.includes(state));
  const opening = of('open').sort(byStart);
  const groups: RallyGroup[] = [
    { key: 'live', rallies: of('live').sort((a, b) => (b.liveAt ?? '').localeCompare(a.liveAt ?? '')) },
    { key: 'soon', rallies: [...opening, ...of('scheduled').sort(byStart)] },
    {
      key: 'past',
      rallies: of('ended')
        .sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
        .slice(0, pastShown),
    },
  ];
  return groups.filter((group) => group.rallies.length > 0);
}
