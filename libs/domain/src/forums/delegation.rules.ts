import { contains, merge, overlaps, toLocal, type Interval } from '#calendar';
import type { InputFault } from '../domain-error.js';
import type { StoredInterval } from './delegation.entity.js';
import { lengthFaults, rangeFaults } from './input-faults.js';

export const delegationBounds = {
  delegations: 20,
  nameLength: 200,
  people: 20,
  roleLength: 100,
  languages: 20,
  intervals: 100,
  perDay: { min: 1, max: 50 },
} as const;

/** What a company says of one of its delegations. */
export interface DelegationInput {
  name: string;
  /** Roles of its people, such as "project director". */
  people: string[];
  /** BCP 47. */
  languages: string[];
  /** Sub-forums it takes part in; empty means all. */
  subForumIds: string[];
  /** When it is there; null means all of the forum. */
  availability: Interval[] | null;
  /** Times it keeps free. */
  pauses: Interval[];
  /** Most meetings on one day, 1 to 50; null means the forum's. */
  dailyMaximum: number | null;
  /** Most meetings without a free slot between them, 1 to 50; null without a limit. */
  maxInARow: number | null;
}

export interface DelegationVenue {
  timeZone: string;
  days: string[];
  subForumIds: ReadonlySet<string>;
}

/** Every fault of a delegation at this forum, by field. */
export function delegationFaults(input: DelegationInput, venue: DelegationVenue): InputFault[] {
  const faults = [
    ...lengthFaults('name', input.name, delegationBounds.nameLength),
    ...input.people.flatMap((role, n) => lengthFaults(`people[${n}]`, role, delegationBounds.roleLength)),
    ...countFaults('people', input.people, delegationBounds.people),
    ...countFaults('languages', input.languages, delegationBounds.languages),
    ...countFaults('pauses', input.pauses, delegationBounds.intervals),
    ...countFaults('availability', input.availability ?? [], delegationBounds.intervals),
    ...intervalFaults('pauses', input.pauses, venue),
    ...intervalFaults('availability', input.availability ?? [], venue),
  ];
  if (input.availability?.length === 0) {
    faults.push({ field: 'availability', allowed: 'at least one interval, or left out for all of the forum' });
  }
  input.languages.forEach((tag, index) => {
    if (!isLanguageTag(tag))
      faults.push({ field: `languages[${index}]`, allowed: 'a BCP 47 tag such as en or zh-Hans' });
  });
  const { subForumIds } = input;
  if (new Set(subForumIds).size < subForumIds.length || !subForumIds.every((id) => venue.subForumIds.has(id))) {
    faults.push({ field: 'subForumIds', allowed: 'sub-forums of this forum, each once' });
  }
  for (const limit of ['dailyMaximum', 'maxInARow'] as const) {
    if (input[limit] !== null) faults.push(...rangeFaults(limit, input[limit], delegationBounds.perDay));
  }
  return faults;
}

/** Those of the meetings that would lie outside the availability, or in a pause. */
export function meetingsOutside(
  meetings: Interval[],
  { availability, pauses }: Pick<DelegationInput, 'availability' | 'pauses'>,
): Interval[] {
  const presence = availability && merge(availability);
  return meetings.filter(
    (meeting) =>
      pauses.some((pause) => overlaps(pause, meeting)) ||
      (presence !== null && !presence.some((interval) => contains(interval, meeting))),
  );
}

/** As stored: in order of time, none overlapping. */
export function toStored(intervals: Interval[]): StoredInterval[] {
  return merge(intervals).map(({ startsAt, endsAt }) => ({
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }));
}

function countFaults(field: string, list: unknown[], max: number): InputFault[] {
  return list.length > max ? [{ field, allowed: `at most ${max}` }] : [];
}

function intervalFaults(field: string, intervals: Interval[], venue: DelegationVenue): InputFault[] {
  return intervals.flatMap((interval, index) => {
    if (!(interval.startsAt < interval.endsAt)) {
      return [{ field: `${field}[${index}].endsAt`, allowed: 'a time after startsAt' }];
    }
    // Half-open: an interval that ends at midnight still ends on the day before.
    const last = new Date(interval.endsAt.getTime() - 1);
    return (['startsAt', 'endsAt'] as const)
      .filter((end) => {
        const instant = end === 'startsAt' ? interval.startsAt : last;
        return !venue.days.includes(toLocal(instant, venue.timeZone).date);
      })
      .map((end) => ({ field: `${field}[${index}].${end}`, allowed: 'a time on a day of the forum' }));
  });
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
