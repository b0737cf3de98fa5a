import type { Interval } from './interval.js';
import { toInstant, toLocal } from './zoned-time.js';

/** A session to be cut into slots of one length. */
export interface SlotPattern {
  /** Local day, `YYYY-MM-DD`. */
  readonly date: string;
  /** Local time of the first slot's beginning, `HH:MM`. */
  readonly from: string;
  /** Local time on the same day at which the last slot has ended, `HH:MM`, after `from`. */
  readonly to: string;
  /** Whole minutes, at least 1. */
  readonly slotMinutes: number;
  /** Whole minutes between two slots, at least 0. */
  readonly breakMinutes: number;
  /** IANA name. */
  readonly zone: string;
}

/** A slot with what the clocks of its place show. */
export interface LocalSlot extends Interval {
  /** Local day of the beginning, `YYYY-MM-DD`. */
  readonly date: string;
  /** Local time of the beginning, `HH:MM`. */
  readonly from: string;
  /** Local time of the end, `HH:MM`. */
  readonly to: string;
}

/**
 * The slots of a session, in order of time: as many whole ones as fit, none when the session is shorter than a slot.
 *
 * Lengths are minutes that pass, not minutes on the clock: when clocks change during the session, slots keep their
 * length, and the session has more or fewer of them.
 *
 * @throws NonexistentLocalTime when clocks skip `from` or `to`
 * @throws RangeError when `to` is not after `from`, or an argument is malformed
 */
export function cutIntoSlots(session: SlotPattern): LocalSlot[] {
  const { date, from, to, slotMinutes, breakMinutes, zone } = session;
  if (!Number.isInteger(slotMinutes) || slotMinutes < 1) {
    throw new RangeError(`A slot lasts a whole number of minutes from 1, not ${slotMinutes}.`);
  }
  if (!Number.isInteger(breakMinutes) || breakMinutes < 0) {
    throw new RangeError(`A break lasts a whole number of minutes from 0, not ${breakMinutes}.`);
  }
  const startsAt = toInstant(date, from, zone).getTime();
  const endsAt = toInstant(date, to, zone).getTime();
  if (endsAt <= startsAt) throw new RangeError(`The session ends at ${to}, not after its beginning at ${from}.`);

  const slots: LocalSlot[] = [];
  const slotMs = slotMinutes * 60_000;
  for (let slotAt = startsAt; slotAt + slotMs <= endsAt; slotAt += slotMs + breakMinutes * 60_000) {
    const interval = { startsAt: new Date(slotAt), endsAt: new Date(slotAt + slotMs) };
    const begin = toLocal(interval.startsAt, zone);
    slots.push({ ...interval, date: begin.date, from: begin.time, to: toLocal(interval.endsAt, zone).time });
  }
  return slots;
}
