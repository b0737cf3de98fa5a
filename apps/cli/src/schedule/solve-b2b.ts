import { type B2bInstance, breakSymmetry, type EncodedProblem, filterSlots, listOwnMeetings } from '#scheduling/b2b';
import { B2bSearch } from './b2b-search.js';

/** What the command prints; meetings, slots and tables are numbered from 1 as in the file. */
export interface B2bAnswer {
  status: 'OPTIMAL' | 'FEASIBLE' | 'INFEASIBLE' | 'UNKNOWN';
  breaks: number | null;
  /** No schedule has fewer breaks; null when there is no schedule at all. */
  bound: number | null;
  placements: { meeting: number; slot: number; table: number }[];
  /** Why there is no schedule. */
  cause?: string;
  /** From the start of the process, as the next two, which are null when no schedule was found. */
  seconds: number;
  firstFeasibleSeconds: number | null;
  bestSeconds: number | null;
  seed: number;
}

/**
 * The fewest breaks, proven, or the best that is known when the time is over.
 *
 * @param deadlineMs when to end, in milliseconds from the start of the process
 */
export async function solveB2b(
  instance: B2bInstance,
  { deadlineMs, seed }: { deadlineMs: number; seed: number },
): Promise<B2bAnswer> {
  const search = new B2bSearch(seed);
  try {
    const filtered = filterSlots(instance);
    if ('cause' in filtered) return refusal(filtered.cause, seed);
    const own = listOwnMeetings(instance);
    const makeProofProblem = (): EncodedProblem | null => {
      const asymmetric = breakSymmetry(instance);
      const filteredMore = filterSlots(asymmetric);
      return 'cause' in filteredMore ? null : { instance: asymmetric, possible: filteredMore.possible, own };
    };
    await search.run({ instance, possible: filtered.possible, own }, makeProofProblem, deadlineMs);
  } finally {
    search.end();
  }
  return search.isRefuted ? refusal(provenBySearch, seed) : describe(search, seed);
}

function describe({ incumbent, firstFoundAtMs, lower }: B2bSearch, seed: number): B2bAnswer {
  const isProven = incumbent !== null && lower >= incumbent.breaks;
  return {
    status: incumbent === null ? 'UNKNOWN' : isProven ? 'OPTIMAL' : 'FEASIBLE',
    breaks: incumbent?.breaks ?? null,
    bound: lower,
    placements: (incumbent?.placements ?? []).map(({ slot, table }, index) => ({
      meeting: index + 1,
      slot: slot + 1,
      table: table + 1,
    })),
    seconds: inSeconds(performance.now()),
    firstFeasibleSeconds: firstFoundAtMs === null ? null : inSeconds(firstFoundAtMs),
    bestSeconds: incumbent === null ? null : inSeconds(incumbent.foundAtMs),
    seed,
  };
}

const provenBySearch =
  'No schedule places all meetings with the tables, precedences and fairness that are asked for; no single group of ' +
  'meetings is to blame, the search refuted all together.';

function refusal(cause: string, seed: number): B2bAnswer {
  return {
    status: 'INFEASIBLE',
    breaks: null,
    bound: null,
    placements: [],
    cause,
    seconds: inSeconds(performance.now()),
    firstFeasibleSeconds: null,
    bestSeconds: null,
    seed,
  };
}

function inSeconds(ms: number): number {
  return Math.round(ms) / 1000;
}
