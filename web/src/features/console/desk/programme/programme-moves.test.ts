import type { ProgrammeView, SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { type Layout, layoutFits, layoutSeats, layouts } from '@sammelan/shared/stage/stage.rules.js';
import fc from 'fast-check';
import { addBeside, inLayout, makeFirst, mayAddBeside, putOnAir, takeOffAir } from './programme-moves.js';

const ids = ['a', 'b', 'c', 'd', 'e'];

const programme = (layout: Layout, seatIds: readonly string[]): ProgrammeView => ({
  layout,
  seats: seatIds.map((id) => ({ id, name: id, connected: true, sources: {} })),
  since: '2026-11-01T10:00:00.000Z',
});

const seat = (id: string, connected = true): SeatView => ({
  id,
  identityId: id,
  name: id,
  state: 'green-room',
  connected,
  heldUntil: null,
  onAirSince: null,
  sources: {},
  network: 'good',
  cue: '',
});

const programmes = fc.constantFrom(...layouts).chain((layout) => {
  const { min, max } = layoutSeats[layout];
  return fc.shuffledSubarray(ids, { minLength: min, maxLength: max }).map((seatIds) => programme(layout, seatIds));
});

describe('moves of the programme', () => {
  it('always fit their layout and name nobody twice', () => {
    fc.assert(
      fc.property(programmes, fc.constantFrom(...ids), fc.constantFrom(...layouts), (shown, id, layout) => {
        const moves = [
          putOnAir(shown, id),
          takeOffAir(shown, id),
          ...(mayAddBeside(shown, id) ? [addBeside(shown, id)] : []),
          ...(shown.seats.some((one) => one.id === id) ? [makeFirst(shown, id)] : []),
        ];
        const other = inLayout(
          shown,
          layout,
          ids.map((one) => seat(one)),
          [],
        );
        for (const { layout: next, seatIds } of [...moves, ...(other ? [other] : [])]) {
          expect(layoutFits(next, seatIds.length)).toBe(true);
          expect(new Set(seatIds).size).toBe(seatIds.length);
        }
      }),
    );
  });

  it('put the seat on air that was asked for, and take it off', () => {
    fc.assert(
      fc.property(programmes, fc.constantFrom(...ids), (shown, id) => {
        expect(putOnAir(shown, id).seatIds).toContain(id);
        expect(takeOffAir(shown, id).seatIds).not.toContain(id);
      }),
    );
  });

  it('cut from one speaker to another', () => {
    expect(putOnAir(programme('single', ['a']), 'b')).toEqual({ layout: 'single', seatIds: ['b'] });
    expect(putOnAir(programme('slate', []), 'b')).toEqual({ layout: 'single', seatIds: ['b'] });
  });

  it('come back from the slate to who was there before', () => {
    const seats = [seat('a'), seat('b'), seat('c')];
    expect(inLayout(programme('slate', []), 'single', seats, ['b'])).toEqual({ layout: 'single', seatIds: ['b'] });
    expect(inLayout(programme('slate', []), 'side-by-side', seats, ['b', 'c'])?.seatIds).toEqual(['b', 'c']);
  });

  it('fill a layout from the green room, with those who are there only', () => {
    const seats = [seat('a'), seat('b', false), seat('c')];
    expect(inLayout(programme('single', ['a']), 'side-by-side', seats, [])?.seatIds).toEqual(['a', 'c']);
    expect(inLayout(programme('single', ['a']), 'picture-in-picture', [seat('a')], [])).toBeNull();
  });
});
