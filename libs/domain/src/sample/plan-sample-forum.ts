import { toInstant, toLocal } from '#calendar';
import { sampleForum } from './sample-forum.js';

/** When the sample forum takes place, and when its slots can be booked. */
export interface SampleForumDates {
  /** Local days at the venue, `YYYY-MM-DD`, ascending. */
  readonly days: readonly [string, string];
  readonly bookingOpensAt: Date;
  readonly bookingClosesAt: Date;
}

const leastDaysAhead = 90;
const tuesday = 2;

/**
 * The dates of a sample that is loaded at this instant, so that it is always a forum to come: the first Tuesday at least 90
 * days after that day at the venue, and the Wednesday after it. Booking is open from the loading on, so that whoever tries the
 * sample can book, until 18:00 at the venue on the eve.
 */
export function planSampleForum(loadedAt: Date): SampleForumDates {
  const { timeZone } = sampleForum;
  const earliest = addDays(toLocal(loadedAt, timeZone).date, leastDaysAhead);
  const daysToTuesday = (tuesday - new Date(earliest).getUTCDay() + 7) % 7;
  const firstDay = addDays(earliest, daysToTuesday);
  return {
    days: [firstDay, addDays(firstDay, 1)],
    bookingOpensAt: loadedAt,
    bookingClosesAt: toInstant(addDays(firstDay, -1), '18:00', timeZone),
  };
}

/** A date alone means midnight in UTC, where every day has 24 hours. */
function addDays(date: string, count: number): string {
  return new Date(Date.parse(date) + count * 86_400_000).toISOString().slice(0, 10);
}
