/**
 * Prices that bound how many meetings of at least a weight can be placed, by weak duality: whoever attends a meeting
 * pays its price, and so does who takes a table; a meeting whose prices add up to less than 1 pays the rest itself.
 * At most Σ price · capacity, over participants and groups of tables, plus the rests, rounded down.
 */
export interface MeetingPrices {
  /** Only meetings of at least this weight count. */
  fromWeight: number;
  /** Per participant with a price, in halves; its capacity is how many meetings it can attend. */
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
  /**
   * Ascending in `fromWeight`, the first at the least weight: it bounds the meetings. With N(w) for each weight w and
   * w' the one before, no schedule places more weight than Σ (w − w') · N(w).
   */
  meetings: MeetingPrices[];
  breaks: BreakPrices;
}
