import type { DirectProgrammeDto, ProgrammeView, SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { type Layout, layoutFor, layoutSeats } from '@sammelan/shared/stage/stage.rules.js';

const idsOf = (programme: ProgrammeView): string[] => programme.seats.map(({ id }) => id);

/** Cuts to one seat; in a layout of several it joins, and where there is no room the last one makes place. */
export function putOnAir(programme: ProgrammeView, seatId: string): DirectProgrammeDto {
  const others = idsOf(programme).filter((id) => id !== seatId);
  const { layout } = programme;
  if (layout === 'picture-in-picture') return { layout, seatIds: [seatId, ...others].slice(0, 2) };
  if (layout !== 'side-by-side') return { layout: 'single', seatIds: [seatId] };
  return { layout, seatIds: [...others.slice(0, layoutSeats[layout].max - 1), seatId] };
}

/** Whether a seat can be shown beside what is on air. */
export const mayAddBeside = (programme: ProgrammeView, seatId: string): boolean =>
  programme.seats.length >= 1 &&
  programme.seats.length < layoutSeats['side-by-side'].max &&
  !idsOf(programme).includes(seatId);

/** Shows a seat beside those on air. */
export const addBeside = (programme: ProgrammeView, seatId: string): DirectProgrammeDto => ({
  layout: 'side-by-side',
  seatIds: [...idsOf(programme), seatId],
});

/** Takes a seat out; the layout shrinks to what is left. */
export function takeOffAir(programme: ProgrammeView, seatId: string): DirectProgrammeDto {
  const seatIds = idsOf(programme).filter((id) => id !== seatId);
  return { layout: layoutFor(programme.layout, seatIds.length), seatIds };
}

/** Shows a seat first: the large one, or the left one. */
export function makeFirst(programme: ProgrammeView, seatId: string): DirectProgrammeDto {
  const others = idsOf(programme).filter((id) => id !== seatId);
  return { layout: programme.layout, seatIds: [seatId, ...others] };
}

/**
 * The programme in another layout: those on air first, then those who were before the slate, then who waits in the green
 * room. Null where there are too few.
 */
export function inLayout(
  programme: ProgrammeView,
  layout: Layout,
  seats: readonly SeatView[],
  before: readonly string[],
): DirectProgrammeDto | null {
  const { min, max } = layoutSeats[layout];
  const present = new Set(seats.filter(({ connected }) => connected).map(({ id }) => id));
  const onAir = idsOf(programme);
  const known = [...onAir, ...before.filter((id) => present.has(id))];
  const wanted = [...new Set([...known, ...(known.length < min ? present : [])])];
  const seatIds = wanted.slice(0, Math.max(min, Math.min(max, onAir.length || known.length)));
  return seatIds.length >= min ? { layout, seatIds } : null;
}
