import type { BreakBound } from './bounds/break-bound.js';
import type { MeetingBound } from './bounds/meeting-bound.js';
import { countChangedTables } from './count-changed-tables.js';
import type { Evidence, FairnessEvidence } from './result.js';
import type { Timetable } from './timetable.js';

/** What the evidence tells of the search that a schedule came from. */
export type SearchEvidence = Pick<Evidence, 'endedBy' | 'seed' | 'steps' | 'displaced'>;

/** Bounds for the schedule of a timetable. */
export interface Bounds {
  meetings: MeetingBound;
  /** For exactly the meetings of the timetable. */
  breaks: BreakBound;
  /** Trying everything has found nothing better. */
  isSearched: boolean;
}

/**
 * Whether the schedule is the best there is: searched, or at its bounds, with nothing moved and fair. The bound for
 * breaks holds for these meetings: other meetings of the same weight must not be able to have fewer.
 */
export function isProvenBest(timetable: Timetable, { meetings, breaks, isSearched }: Bounds): boolean {
  const { weight, moved, unfairness } = timetable.worth;
  const isAtBounds = weight === meetings.maxWeight && timetable.breaks === breaks.minBreaks;
  return isSearched || (isAtBounds && hasNoOther(timetable, meetings) && moved === 0 && unfairness === 0);
}

/** Whether no choice of other meetings could have fewer breaks. */
function hasNoOther({ breaks, placedCount }: Timetable, { possibleMeetings }: MeetingBound): boolean {
  return breaks === 0 || placedCount === possibleMeetings;
}

/**
 * The evidence of a timetable's schedule. What its certificates do not reach and a search of everything has shown is
 * marked so; a schedule with moved meetings can be proven by search alone.
 */
export function buildEvidence(timetable: Timetable, bounds: Bounds, search: SearchEvidence): Evidence {
  const { meetings, breaks, isSearched } = bounds;
  const { weight } = timetable;
  const needsSearch = isSearched && timetable.moved > 0;
  const isWeightSearched = isSearched && (needsSearch || weight < meetings.maxWeight);
  const isShown = timetable.breaks === breaks.minBreaks && hasNoOther(timetable, meetings);
  const areBreaksSearched = isSearched && (needsSearch || !isShown);
  return {
    weight,
    maxWeight: isWeightSearched ? weight : meetings.maxWeight,
    meetings: timetable.placedCount,
    maxMeetings: meetings.maxMeetings,
    breaks: timetable.breaks,
    minBreaks: areBreaksSearched ? timetable.breaks : breaks.minBreaks,
    minBreaksScope: areBreaksSearched ? 'weight' : 'placed',
    proof: {
      weight: isWeightSearched ? 'solver' : 'certificate',
      breaks: areBreaksSearched ? 'solver' : 'certificate',
    },
    certificates: {
      weight: meetings.weightPrices,
      meetings: meetings.meetingPrices,
      breaks: breaks.certificate,
    },
    fairness: judgeFairness(timetable, isSearched),
    moved: timetable.moved,
    tablesChanged: countChangedTables(timetable),
    ...search,
  };
}

function judgeFairness({ problem, agendas: { spread } }: Timetable, isSearched: boolean): FairnessEvidence | null {
  if (problem.fairness === Infinity) return null;
  return { asked: problem.fairness, reached: spread, isProven: isSearched || spread <= problem.fairness };
}
