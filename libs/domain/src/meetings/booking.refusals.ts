import { Refusal } from '../refusal.js';
import type { FreeSlot } from './free-slots.js';

/** Booking has not opened yet, or has closed. */
export class BookingClosed extends Refusal {
  readonly code = 'BOOKING_CLOSED';
  constructor(
    readonly opensAt: Date,
    readonly closesAt: Date,
  ) {
    super();
  }
}

/** A party sits in another meeting at that time, or no table is free. */
export class SlotTaken extends Refusal {
  readonly code = 'SLOT_TAKEN';
  constructor(
    readonly slotId: string,
    /** The nearest that were free a moment ago, at most 3, in order of time. */
    readonly freeSlots: FreeSlot[] = [],
  ) {
    super();
  }
}

/** The slot, or the meeting that is to change, has begun. */
export class SlotPassed extends Refusal {
  readonly code = 'SLOT_PASSED';
  constructor(readonly startsAt: Date) {
    super();
  }
}

/** These companies are not there at that time, keep it free, or do not take part in that sub-forum. */
export class OutsideAvailability extends Refusal {
  readonly code = 'OUTSIDE_AVAILABILITY';
  constructor(readonly companyIds: string[]) {
    super();
  }
}

/** These companies have as many meetings on that day as they want. */
export class DailyMaximumReached extends Refusal {
  readonly code = 'DAILY_MAXIMUM_REACHED';
  constructor(readonly companyIds: string[]) {
    super();
  }
}

/** These companies would have more meetings without a rest than they want. */
export class TooManyInARow extends Refusal {
  readonly code = 'TOO_MANY_IN_A_ROW';
  constructor(readonly companyIds: string[]) {
    super();
  }
}

/** These companies have as many meetings at the forum as they may. */
export class QuotaReached extends Refusal {
  readonly code = 'QUOTA_REACHED';
  constructor(readonly companyIds: string[]) {
    super();
  }
}

/** There is neither an agreed meeting request of these two that waits for its slot, nor the other's standing consent. */
export class AgreementNeeded extends Refusal {
  readonly code = 'AGREEMENT_NEEDED';
}

/** These two have a meeting at the forum; standing consent is good for one. */
export class AlreadyBooked extends Refusal {
  readonly code = 'ALREADY_BOOKED';
  constructor(readonly meetingId: string) {
    super();
  }
}
