import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import { checkSittings } from './checker/check-sittings.js';
import { checkTogether } from './checker/check-together.js';
import { readSittings } from './checker/sitting.js';
import type { Obstacle, Placement, SchedulingProblem } from './index.js';
import { solve } from './index.js';

/** The problem without what an obstacle names, everything else unchanged. */
function lift(
  problem: SchedulingProblem,
  meeting: string,
  { kind, participant, meetings }: Obstacle,
): SchedulingProblem {
  const own = problem.meetings.find(({ id }) => id === meeting)!;
  const change = <T extends { id: string }>(list: T[], id: string | undefined, more: Partial<T>): T[] =>
    list.map((element) => (element.id === id ? { ...element, ...more } : element));
  const party = (more: Partial<SchedulingProblem['participants'][number]>): SchedulingProblem => ({
    ...problem,
    participants: change(problem.participants, participant, more),
  });
  const withoutOrder = (id: string, earlier: string): SchedulingProblem => ({
    ...problem,
    meetings: problem.meetings.map((one) =>
      one.id === id ? { ...one, after: one.after?.filter((other) => other !== earlier) } : one,
    ),
  });
  switch (kind) {
    case 'party-unavailable':
      return party({ available: undefined });
    case 'pause':
      return party({ pauses: [] });
    case 'day-full':
      return party({ maxPerDay: undefined });
    case 'too-many-in-a-row':
      return party({ maxInARow: undefined });
    case 'must-come-after':
      return withoutOrder(meeting, meetings[0]!);
    case 'must-come-before':
      return withoutOrder(meetings[0]!, meeting);
    case 'no-table': {
      const table = { id: `extra-${problem.tables.length}`, seats: 3 as const, online: own.online ?? false };
      const pin = own.pin && { ...own.pin, table: undefined };
      return { ...problem, tables: [...problem.tables, table], meetings: change(problem.meetings, meeting, { pin }) };
    }
    case 'party-busy': {
      // Someone else sits there in its stead.
      const busy = problem.meetings.find(({ id }) => id === meetings[0])!;
      const standIn = `${participant}-at-${busy.id}`;
      const participants = busy.participants.map((id) => (id === participant ? standIn : id));
      return {
        ...problem,
        participants: [...problem.participants, { id: standIn }],
        meetings: change(problem.meetings, busy.id, { participants }),
      };
    }
    default:
      throw new Error(`${kind} is not a cause that a result lists`);
  }
}

function isAllowed(problem: SchedulingProblem, placements: Placement[]): boolean {
  const { sittings, violations } = readSittings(problem, placements);
  return (
    [violations, checkSittings(problem, sittings, placements), checkTogether(problem, sittings)].flat().length === 0
  );
}

describe('explainUnplaced', () => {
  it('lists for each slot what opens it when lifted', () => {
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 300; seed++) {
      const problem = drawProblem(seed);
      const { placements, unplaced } = solve(problem, { seed, maxSteps: 50 });
      for (const { meeting, perSlot } of unplaced) {
        for (const { slot, obstacles } of perSlot) {
          const lifted = obstacles.reduce((eased, obstacle) => lift(eased, meeting, obstacle), problem);
          const places = lifted.tables.map((table) => [...placements, { meeting, slot, table: table.id }]);
          const wasPossible = places.some((more) => isAllowed(problem, more));
          const isPossible = places.some((more) => isAllowed(lifted, more));
          expect({ seed, meeting, slot, wasPossible, isPossible }).toEqual({
            seed,
            meeting,
            slot,
            wasPossible: false,
            isPossible: true,
          });
          for (const { kind } of obstacles) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }
    }
    // Every kind was met, so that none holds by never occurring.
    expect([...seen.keys()].sort()).toEqual([
      'day-full',
      'must-come-after',
      'must-come-before',
      'no-table',
      'party-busy',
      'party-unavailable',
      'pause',
      'too-many-in-a-row',
    ]);
  });

  it('puts the kind that occurs in most slots at the head, and says when there is no slot at all', () => {
    const problem: SchedulingProblem = {
      slots: [
        { id: 's0', start: '2027-05-10T09:00Z', end: '2027-05-10T09:20Z', day: '1', session: 'morning' },
        { id: 's1', start: '2027-05-10T09:20Z', end: '2027-05-10T09:40Z', day: '1', session: 'morning' },
      ],
      tables: [{ id: 't', seats: 2, online: false }],
      participants: [{ id: 'A', pauses: [['2027-05-10T09:00Z', '2027-05-10T09:10Z']] }, { id: 'B' }, { id: 'C' }],
      meetings: [
        { id: 'AB', participants: ['A', 'B'], weight: 3 },
        { id: 'BC', participants: ['B', 'C'], weight: 2 },
        { id: 'CA', participants: ['C', 'A'], weight: 1 },
        { id: 'late', participants: ['B', 'C'], weight: 1, sessions: ['evening'] },
      ],
    };
    expect(solve(problem, { seed: 1, maxSteps: 200 }).unplaced).toEqual([
      {
        meeting: 'CA',
        headline: 'party-busy',
        perSlot: [
          {
            slot: 's0',
            obstacles: [
              { kind: 'pause', participant: 'A', meetings: [] },
              { kind: 'party-busy', participant: 'C', meetings: ['BC'] },
              { kind: 'no-table', meetings: ['BC'] },
            ],
          },
          {
            slot: 's1',
            obstacles: [
              { kind: 'party-busy', participant: 'A', meetings: ['AB'] },
              { kind: 'no-table', meetings: ['AB'] },
            ],
          },
        ],
      },
      { meeting: 'late', headline: 'no-slot', perSlot: [] },
    ]);
  });
});
