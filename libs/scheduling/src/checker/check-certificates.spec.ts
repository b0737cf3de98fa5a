import { describe, expect, it } from '@jest/globals';
import { at, drawProblem } from '../../test/random-problem.js';
import { drawLargeProblem } from '../../test/scale-problem.js';
import { checkSchedule, solve, type Evidence, type ScheduleResult, type SchedulingProblem } from '../index.js';

const problems = [
  ...Array.from({ length: 60 }, (_, seed) => drawProblem(seed, 8)),
  ...(['uniform', 'skewed', 'half-day'] as const).map((family, seed) =>
    drawLargeProblem(family, { participants: 16, slots: 16, meetings: 150 }, seed),
  ),
];
/** A table, five slots in a row, the second of which is taken: of four who all meet twice, two must meet before it. */
const squeezed: SchedulingProblem = {
  slots: Array.from({ length: 5 }, (_, index) => ({
    id: `s${index}`,
    start: at(10, index * 20),
    end: at(10, index * 20 + 20),
    day: '10',
    session: 'morning',
  })),
  tables: [{ id: 't', seats: 2, online: false }],
  participants: [...'ABCDGH'].map((id) => ({ id })),
  meetings: ['GH', 'AB', 'BC', 'CD', 'DA'].map((id) => ({
    id,
    participants: id.split(''),
    weight: 1,
    ...(id === 'GH' ? { pin: { slot: 's1' } } : {}),
  })),
};
problems.push(squeezed);
const solved = problems.map((problem) => ({ problem, result: solve(problem, { seed: 1, maxSteps: 200 }) }));

function withEvidence(result: ScheduleResult, change: Partial<Evidence>): ScheduleResult {
  return { ...result, evidence: { ...result.evidence, ...change } };
}

describe('certificates', () => {
  it('prove the bounds of every result', () => {
    for (const { problem, result } of solved) expect(checkSchedule(problem, result)).toEqual([]);
    // Not only the trivial ones: prices of participants, of tables, and breaks that must be.
    const all = solved.map(({ result }) => result.evidence);
    expect(all.some(({ certificates }) => Object.keys(certificates.weight.participants).length > 0)).toBe(true);
    expect(all.some(({ certificates }) => certificates.weight.tables.length > 0)).toBe(true);
    expect(all.some(({ minBreaks, proof }) => minBreaks > 0 && proof.breaks === 'certificate')).toBe(true);
  });

  it('show breaks that are needed because seats are short', () => {
    const { breaks, minBreaks, proof, certificates } = solve(squeezed, { seed: 1, maxSteps: 200 }).evidence;
    expect({ breaks, minBreaks, proof }).toEqual({
      breaks: 2,
      minBreaks: 2,
      proof: { weight: 'certificate', breaks: 'certificate' },
    });
    expect(Object.keys(certificates.breaks.slots).length).toBeGreaterThan(0);
  });

  it('refuse each bound that is tightened by one, or loosened', () => {
    for (const { problem, result } of solved) {
      const { maxWeight, maxMeetings, minBreaks, proof } = result.evidence;
      const refused = (change: Partial<Evidence>): void =>
        expect(checkSchedule(problem, withEvidence(result, change))).not.toEqual([]);
      refused({ maxMeetings: maxMeetings - 1 });
      refused({ maxMeetings: maxMeetings + 1 });
      refused({ maxWeight: maxWeight - 1 });
      refused({ minBreaks: minBreaks + 1 });
      if (proof.weight === 'certificate') refused({ maxWeight: maxWeight + 1 });
      if (proof.breaks === 'certificate') refused({ minBreaks: minBreaks - 1 });
    }
  });

  it('refuse prices that are lowered where the bound rests on them', () => {
    let lowered = 0;
    for (const { problem, result } of solved) {
      const { certificates, proof } = result.evidence;
      const [dearest] = Object.entries(certificates.weight.participants).sort(([, a], [, b]) => b - a);
      if (!dearest || proof.weight === 'solver') continue;
      const weight = { ...certificates.weight, participants: { [dearest[0]]: dearest[1] / 2 } };
      const changed = withEvidence(result, { certificates: { ...certificates, weight } });
      if (checkSchedule(problem, changed).some(({ rule }) => rule === 'certificate')) lowered++;
    }
    expect(lowered).toBeGreaterThan(0);
  });

  it('refuse prices that are negative, too fine, or of somebody unknown', () => {
    const { problem, result } = solved[0]!;
    const { certificates } = result.evidence;
    const slot = problem.slots[0]!.id;
    const participant = problem.participants[0]!.id;
    for (const weight of [{ [participant]: -1 }, { [participant]: 0.3 }, { nobody: 1 }]) {
      const changed = { ...certificates, weight: { participants: weight, tables: [] } };
      expect(rulesOf({ certificates: changed })).toContain('certificate');
    }
    for (const slots of [{ [slot]: -1 }, { [slot]: 0.3 }, { nowhere: 1 }]) {
      expect(rulesOf({ certificates: { ...certificates, breaks: { slots } } })).toContain('certificate');
    }

    function rulesOf(change: Partial<Evidence>): string[] {
      return checkSchedule(problem, withEvidence(result, change)).map(({ rule }) => rule);
    }
  });
});
