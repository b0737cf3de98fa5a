/**
 * Prices that bound what can be placed, by weak duality: whoever attends a meeting pays its price, and so does who
 * takes a table; a meeting that is worth more than its prices together pays the rest itself. All that is placed is
 * worth at most Σ price · capacity, over participants and groups of tables, plus the rests, rounded down.
 * Prices are multiples of 1/64, so that every sum is exact.
 */
export interface PlacingPrices {
  /** Per participant with a price; its capacity is how many meetings it can attend. */
  participants: Record<string, number>;
  /** Tables in rooms or online; `seats` 3 prices three-party meetings alone, 2 all. The capacity: disjoint slots. */
  tables: { online: boolean; seats: 2 | 3; price: number }[];
}

/**
 * Lagrange multipliers: who sits in a slot pays its price. Every participant chooses its slots on its own, for the
 * fewest breaks and prices together; the sum, less price · seats of every slot, rounded up, bounds the breaks.
 */
export interface BreakPrices {
  /** Per slot with a price, in multiples of 1/1024, so that every sum is exact. */
  slots: Record<string, number>;
}

/** What the bounds of a result rest on, for a checker to evaluate. */
export interface Certificates {
  /** A meeting is worth its weight. */
  weight: PlacingPrices;
  /** A meeting is worth 1. */
  meetings: PlacingPrices;
  breaks: BreakPrices;
}
