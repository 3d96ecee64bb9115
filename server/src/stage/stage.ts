import type { Hand } from './hand.entity.js';
import type { Programme } from './programme.entity.js';
import type { Seat } from './seat.entity.js';

/** A rally's stage in memory: the stored rows, and who is connected to which seat. */
export class Stage {
  readonly seats = new Map<string, Seat>();
  readonly hands = new Map<string, Hand>();
  /** The one connection (socket) that each seat is used from, by seat id; a seat without one is held. */
  readonly connections = new Map<string, string>();

  constructor(
    readonly rallyId: string,
    readonly organisationId: string,
    public programme: Programme,
    seats: readonly Seat[],
    hands: readonly Hand[],
  ) {
    for (const seat of seats) this.seats.set(seat.id, seat);
    for (const hand of hands) this.hands.set(hand.identityId, hand);
  }

  seatOf(identityId: string): Seat | undefined {
    return [...this.seats.values()].find((seat) => seat.identityId === identityId);
  }

  isOnAir(seatId: string): boolean {
    return this.programme.seatIds.includes(seatId);
  }
}
