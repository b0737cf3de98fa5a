import { describe, expect, it } from '@jest/globals';
import {
  Annealing,
  boundBreaks,
  breakSymmetry,
  checkB2b,
  countBreaks,
  countUp,
  encodeInstance,
  filterSlots,
  listOwnMeetings,
  OwnCores,
  relaxCores,
  seatMeetings,
  type B2bInstance,
  type Encoding,
  type SatSolver,
  type SearchRecord,
  type TableStyle,
} from '#scheduling/b2b';
import { drawInstance } from '../../../../libs/scheduling/test/b2b/draw-instance.js';
import { encodeAsPublished } from '../../../../libs/scheduling/test/b2b/published-encoding.js';
import { tryEverySchedule } from '../../../../libs/scheduling/test/b2b/try-every-schedule.js';
import { openCadical } from './cadical-solver.js';

const seeds = Array.from({ length: 120 }, (_, index) => index + 1);
const instances = seeds.map((seed) => ({ seed, instance: drawInstance(seed) }));

type Search = (solver: SatSolver, encoding: Encoding, record: SearchRecord) => void;

const relaxOwnCores: Search = (solver, encoding, record) => relaxCores(solver, encoding, record, new OwnCores());

/** The fewest breaks that a search proves, or null when it proves that there is no schedule. */
async function prove(
  given: B2bInstance,
  instance: B2bInstance,
  search: Search,
  tables: TableStyle | null,
): Promise<number | null> {
  const filtered = filterSlots(instance);
  if ('cause' in filtered) return null;
  const problem = { instance, possible: filtered.possible, own: listOwnMeetings(instance) };
  const solver = await openCadical({ seed: 1 }, () => false);
  const encoding = tables === null ? encodeAsPublished(solver, instance) : encodeInstance(solver, problem, tables);
  const record = { lower: tables === null ? 0 : boundBreaks(problem), upper: Infinity, isRefuted: false };
  search(solver, encoding, {
    get lower() {
      return record.lower;
    },
    get upper() {
      return record.upper;
    },
    raiseLower: (breaks) => (record.lower = Math.max(record.lower, breaks)),
    offer: (slots) => {
      const { violations, breaks } = checkB2b(given, seatMeetings(slots));
      expect(violations).toEqual([]);
      expect(breaks).toBe(countBreaks(problem, slots));
      record.upper = Math.min(record.upper, breaks);
    },
    refute: () => (record.isRefuted = true),
  });
  if (record.isRefuted) return null;
  return record.upper;
}

describe('on tiny instances with anything an instance may have', () => {
  it('draws both instances with and without a schedule, and some whose best schedule has breaks', () => {
    const best = instances.map(({ instance }) => tryEverySchedule(instance));
    expect(best.filter((breaks) => breaks === null).length).toBeGreaterThan(10);
    expect(best.filter((breaks) => breaks === 0).length).toBeGreaterThan(10);
    expect(best.filter((breaks) => breaks !== null && breaks > 0).length).toBeGreaterThan(10);
  });

  it.each([
    ['counting up', countUp, 'twice'],
    ['relaxing cores', relaxOwnCores, 'twice'],
    ['relaxing cores with tables told once', relaxOwnCores, 'once'],
    ['counting up with the published encoding', countUp, null],
  ] as const)('proves by %s what trying everything finds', async (_, search, tables) => {
    for (const { seed, instance } of instances) {
      const best = tryEverySchedule(instance);
      expect({ seed, best: await prove(instance, instance, search, tables) }).toEqual({ seed, best });
    }
  });

  it('goes on from the cores that a search with other clauses has proven, without proving them again', async () => {
    let spared = 0;
    for (const { seed, instance } of instances) {
      const best = tryEverySchedule(instance);
      if (best === null) continue;
      const log = new OwnCores();
      await prove(instance, instance, (...given) => relaxCores(...given, log), 'twice');
      const proven = log.count;
      let proofs = 0;
      const counting: Search = (solver, encoding, record) => {
        const solve: SatSolver['solve'] = (assumptions, isOutrun) => {
          const found = solver.solve(assumptions, isOutrun);
          if (found === 'unsatisfiable') proofs += 1;
          return found;
        };
        relaxCores({ ...solver, solve }, encoding, record, log);
      };
      expect({ seed, best: await prove(instance, instance, counting, 'once') }).toEqual({ seed, best });
      expect({ seed, proven: log.count, proofs }).toEqual({ seed, proven, proofs: 0 });
      spared += proven;
    }
    expect(spared).toBeGreaterThan(10);
  });

  it('has the same best schedule with the precedences that break symmetry', async () => {
    let ordered = 0;
    for (const { seed, instance: drawn } of instances) {
      const meetings = drawn.meetings.map((meeting) => ({ ...meeting, session: 'any' as const, after: [] }));
      const instance = { ...drawn, meetings, forbidden: drawn.forbidden.map((set) => (seed % 2 ? set : 0)) };
      const asymmetric = breakSymmetry(instance);
      if (asymmetric.meetings.every(({ after }) => after.length === 0)) continue;
      ordered += 1;
      const best = tryEverySchedule(instance);
      expect({ seed, best: await prove(instance, asymmetric, countUp, 'twice') }).toEqual({ seed, best });
    }
    expect(ordered).toBeGreaterThan(10);
  });

  it('anneals to a schedule that the checker accepts, the best one nearly always', () => {
    let reached = 0;
    let solvable = 0;
    for (const { instance } of instances) {
      const filtered = filterSlots(instance);
      if ('cause' in filtered) continue;
      const best = tryEverySchedule(instance);
      if (best === null) continue;
      solvable += 1;
      const annealing = new Annealing({ instance, possible: filtered.possible, own: listOwnMeetings(instance) }, 1);
      annealing.run(3000);
      if (annealing.best === null) continue;
      expect(checkB2b(instance, seatMeetings(annealing.best))).toEqual({
        violations: [],
        breaks: annealing.bestBreaks,
      });
      expect(annealing.bestBreaks).toBeGreaterThanOrEqual(best);
      if (annealing.bestBreaks === best) reached += 1;
    }
    expect(reached).toBeGreaterThan(0.9 * solvable);
  });
});
