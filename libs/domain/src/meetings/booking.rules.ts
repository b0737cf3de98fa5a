import type { Forum } from '../forums/forum.entity.js';
import type { Participation } from '../forums/participation.entity.js';
import type { Slot } from '../forums/programme.entities.js';
import { NotAvailable, refuseWrongState, type WrongState } from '../refusal.js';
import { chooseDelegation, type Candidate, type SlotObstacle, type Wanted } from './attendance.rules.js';
import {
  AgreementNeeded,
  AlreadyBooked,
  BookingClosed,
  DailyMaximumReached,
  OutsideAvailability,
  QuotaReached,
  SlotPassed,
  SlotTaken,
  TooManyInARow,
} from './booking.refusals.js';

/** The states of a forum in which its published schedule may change. */
export const bookingStates = ['published', 'running'] as const;

/** Who wants to meet whom, before anything is locked. */
export interface BookingTerms {
  now: Date;
  forum: Pick<Forum, 'state' | 'bookingOpensAt' | 'bookingClosesAt'>;
  slot: Pick<Slot, 'startsAt'>;
  /** The one who books; null when it does not take part. */
  own: Pick<Participation, 'state'> | null;
  other: Pick<Participation, 'state' | 'hasStandingConsent'> | null;
  /** Either blocks the other, or said *never*. */
  areApart: boolean;
  hasAgreedRequest: boolean;
}

export type TermsRefusal = NotAvailable | WrongState | BookingClosed | SlotPassed | AgreementNeeded;

/** The first reason why these two cannot book at all, or null. What the other keeps private comes before what it shows. */
export function refuseTerms(terms: BookingTerms): TermsRefusal | null {
  const { own, other } = terms;
  if (!own || other?.state !== 'approved' || terms.areApart) return new NotAvailable();
  return (
    refuseWrongState(own.state, ['approved']) ??
    refuseWrongState(terms.forum.state, bookingStates) ??
    refuseClosedBooking(terms.forum, terms.now) ??
    refusePassed(terms.slot, terms.now) ??
    (terms.hasAgreedRequest || other.hasStandingConsent ? null : new AgreementNeeded())
  );
}

export function refuseClosedBooking(
  { bookingOpensAt, bookingClosesAt }: Pick<Forum, 'bookingOpensAt' | 'bookingClosesAt'>,
  now: Date,
): BookingClosed | null {
  const isOpen = bookingOpensAt <= now && now < bookingClosesAt;
  return isOpen ? null : new BookingClosed(bookingOpensAt, bookingClosesAt);
}

export function refusePassed({ startsAt }: Pick<Slot, 'startsAt'>, now: Date): SlotPassed | null {
  return startsAt > now ? null : new SlotPassed(startsAt);
}

export interface PlaceParty {
  companyId: string;
  /** Its delegations that may sit. */
  candidates: readonly Candidate[];
}

/** Where a meeting is to be; read after its delegations and its table were locked. */
export interface BookingPlace {
  slot: Slot;
  wanted: Wanted;
  parties: readonly PlaceParty[];
  /** The table it would get; null when none is free. */
  tableId: string | null;
}

export type PlaceRefusal = OutsideAvailability | SlotTaken | DailyMaximumReached | TooManyInARow | NotAvailable;

/** Where a meeting will be. */
export interface DecidedPlace {
  tableId: string;
  /** One delegation per party. */
  delegationIds: string[];
}

/** The first reason why the meeting cannot be there, or who sits in it at which table. */
export function decidePlace({ slot, wanted, parties, tableId }: BookingPlace): PlaceRefusal | DecidedPlace {
  // A party without any delegation is as little to be had as one that does not take part.
  if (parties.some(({ candidates }) => candidates.length === 0)) return new NotAvailable();
  const choices = parties.map(({ companyId, candidates }) => ({
    companyId,
    choice: chooseDelegation(candidates, slot, wanted),
  }));
  const keptAwayBy = (obstacle: SlotObstacle): string[] =>
    choices
      .filter(({ choice }) => 'obstacle' in choice && choice.obstacle === obstacle)
      .map(({ companyId }) => companyId);

  const absent = keptAwayBy('unavailable');
  if (absent.length > 0) return new OutsideAvailability(absent);
  if (keptAwayBy('busy').length > 0 || tableId === null) return new SlotTaken(slot.id);
  const full = keptAwayBy('dayFull');
  if (full.length > 0) return new DailyMaximumReached(full);
  const tired = keptAwayBy('tooManyInARow');
  if (tired.length > 0) return new TooManyInARow(tired);
  const delegationIds = choices.flatMap(({ choice }) => ('delegationId' in choice ? [choice.delegationId] : []));
  return { tableId, delegationIds };
}

/** What a booking of two adds to the rules of its place. */
export interface BookingCount {
  /** Per party its quota, null without one, and the meetings that its delegations sit in. */
  parties: readonly { companyId: string; quota: number | null; meetingIds: ReadonlySet<string> }[];
  isByConsent: boolean;
}

export function refuseCount({ parties, isByConsent }: BookingCount): QuotaReached | AlreadyBooked | null {
  const full = parties.filter(({ quota, meetingIds }) => quota !== null && meetingIds.size >= quota);
  if (full.length > 0) return new QuotaReached(full.map(({ companyId }) => companyId));
  if (!isByConsent) return null;
  const [first, ...others] = parties;
  const common = [...first!.meetingIds].find((id) => others.every(({ meetingIds }) => meetingIds.has(id)));
  return common === undefined ? null : new AlreadyBooked(common);
}
