import { expect, it } from '@jest/globals';
import { Draw, drawProblem } from '../../test/random-problem.js';
import { drawLargeProblem } from '../../test/scale-problem.js';
import { indexProblem } from '../index-problem.js';
import { seededRandom } from '../random.js';
import { Timetable } from '../timetable.js';
import { KempeMove } from './kempe-move.js';
import { placeGreedily } from './start.js';

it('weighs a chain as moving it does, and undoing it leaves everything as it was', () => {
  const problems = [
    ...Array.from({ length: 100 }, (_, seed) => drawProblem(seed, 8)),
    drawLargeProblem('half-day', { participants: 40, slots: 16, meetings: 200 }, 1),
  ];
  let moved = 0;
  for (const [seed, source] of problems.entries()) {
    const problem = indexProblem(source);
    const timetable = new Timetable(problem);
    placeGreedily(timetable);
    const kempe = new KempeMove(timetable, seededRandom(seed));
    const draw = new Draw(seed);
    for (let step = 0; step < 200; step++) {
      const meeting = draw.below(problem.meetingCount);
      if (timetable.slotOf[meeting] === -1 || !kempe.prepare(meeting, draw.below(problem.slotCount))) continue;
      const before = {
        breaks: timetable.breaks,
        slotOf: [...timetable.slotOf],
        breaksOf: [...timetable.agendas.breaksOf],
      };
      const weighed = kempe.isPlain ? kempe.weigh() : null;
      if (!kempe.apply()) continue;
      if (weighed !== null) {
        expect({ seed, step, breaks: timetable.breaks - before.breaks }).toEqual({ seed, step, breaks: weighed });
        moved++;
      }
      if (draw.chance(50)) continue;
      kempe.undo();
      const { breaks, slotOf } = timetable;
      const { breaksOf } = timetable.agendas;
      expect({ breaks, slotOf: [...slotOf], breaksOf: [...breaksOf] }).toEqual(before);
    }
  }
  expect(moved).toBeGreaterThan(300);
});
