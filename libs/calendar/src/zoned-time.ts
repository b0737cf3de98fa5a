import { Temporal } from 'temporal-polyfill';

const epoch = Temporal.Instant.fromEpochMilliseconds(0);

/** An instant as the clocks of a place show it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly time: string;
  /** From UTC, `+HH:MM` or `-HH:MM`; tells the two passes of a repeated hour apart. */
  readonly offset: string;
}

/** A local time that the clocks of the place skip when they are put forward. */
export class NonexistentLocalTime extends RangeError {
  constructor(
    readonly date: string,
    readonly time: string,
    readonly zone: string,
    /** `HH:MM` on the clocks when as much time has passed since they jumped; a choice to offer. */
    readonly nextTime: string,
  ) {
    super(`${date} ${time} does not exist in ${zone}: clocks are put forward. Maybe ${nextTime} is meant.`);
    this.name = 'NonexistentLocalTime';
  }
}

/** Whether `zone` is the name of a zone in the IANA database, in its own spelling (`Europe/Paris`), or `UTC`. */
export function isTimeZone(zone: string): boolean {
  // Temporal also takes offsets such as +02:00, which know no daylight-saving time.
  if (!/^[A-Z]/.test(zone)) return false;
  try {
    return epoch.toZonedDateTimeISO(zone).timeZoneId === zone;
  } catch {
    return false;
  }
}

/**
 * The instant at which the clocks of `zone` show `time` on `date`.
 *
 * A time that is shown twice, because clocks are put back, means its first pass: the offset from before the change,
 * as RFC 5545, 3.3.5 has it.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`, 00:00 to 23:59
 * @param zone an IANA name, see `isTimeZone`
 * @throws NonexistentLocalTime when clocks skip that time
 * @throws RangeError when an argument is malformed
 */
export function toInstant(date: string, time: string, zone: string): Date {
  const local = parseLocal(date, time);
  requireTimeZone(zone);
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
  // In a gap, Temporal moves on by the width of the gap; only then do the clocks show something else.
  const shown = zoned.toPlainDateTime();
  if (!shown.equals(local)) throw new NonexistentLocalTime(date, time, zone, clock(shown));
  return new Date(zoned.epochMilliseconds);
}

/**
 * What the clocks of `zone` show at `instant`, cut to the minute.
 *
 * @throws RangeError when the date is invalid or the zone is unknown
 */
export function toLocal(instant: Date, zone: string): LocalTime {
  requireTimeZone(zone);
  if (Number.isNaN(instant.getTime())) throw new RangeError('The instant is an invalid date.');
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return { date: zoned.toPlainDate().toString(), time: clock(zoned), offset: zoned.offset };
}

function parseLocal(date: string, time: string): Temporal.PlainDateTime {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD.`);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`"${time}" is not a time from 00:00 to 23:59.`);
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
  } catch {
    throw new RangeError(`${date} is not a day of the calendar.`);
  }
}

function requireTimeZone(zone: string): void {
  if (!isTimeZone(zone)) throw new RangeError(`"${zone}" is not a time zone of the IANA database. Maybe Europe/Paris?`);
}

function clock(time: { readonly hour: number; readonly minute: number }): string {
  return `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
}
