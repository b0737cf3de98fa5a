import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import { checkProblem } from './index.js';

describe('checkProblem', () => {
  it('has nothing against problems with every field', () => {
    for (let seed = 0; seed < 50; seed++) expect(checkProblem(drawProblem(seed))).toEqual([]);
  });

  it('lists every fault with the path to it', () => {
    const problem = {
      slots: [
        { id: 's', start: '2027-05-10T09:20+02:00', end: '2027-05-10T09:00+02:00', day: '1', session: 'morning' },
        { id: 's', start: '2027-05-10T09:20', end: '2027-05-10T09:40Z', day: 1, session: '' },
      ],
      tables: [{ id: 't', seats: 4, online: 'no' }, 'table'],
      participants: [
        { id: 'A', maxPerDay: -1, maxInARow: 0, pauses: [['2027-05-10T09:00Z']] },
        { id: 'B', available: [['2027-05-10T09:00Z', '2027-05-10T09:00Z']] },
      ],
      meetings: [
        { id: 'm', participants: ['A', 'A'], weight: 1.5, pin: { slot: 'x', table: 'y', chair: 1 } },
        { id: 'n', participants: ['A', 'C', 'B', 'A'], weight: 1, after: ['n', 'o'], sessions: [''], online: 0 },
      ],
      fairness: 0.5,
      colour: 'red',
    };
    expect(checkProblem(problem)).toEqual([
      'colour: this field is not known; known are slots, tables, participants, meetings, fairness',
      'slots[0].end: "2027-05-10T09:00+02:00" is not after "2027-05-10T09:20+02:00"',
      'slots[1].id: "s" is the id of another one too',
      'slots[1].start: "2027-05-10T09:20" is not an instant in ISO 8601 with offset',
      'slots[1].day: 1 is not a text of at least one character',
      'slots[1].session: "" is not a text of at least one character',
      'tables[0].seats: 4 is neither 2 nor 3',
      'tables[0].online: "no" is neither true nor false',
      'tables[1]: "table" is not an object',
      'participants[0].maxPerDay: -1 is not a whole number from 0',
      'participants[0].pauses[0]: ["2027-05-10T09:00Z"] is not a pair of start and end',
      'participants[0].maxInARow: 0 is not a whole number from 1',
      'participants[1].available[0][1]: "2027-05-10T09:00Z" is not after "2027-05-10T09:00Z"',
      'meetings[0].participants[1]: "A" is listed twice',
      'meetings[0].weight: 1.5 is not a whole number from 1',
      'meetings[0].pin.chair: this field is not known; known are slot, table',
      'meetings[0].pin.slot: "x" is not the id of a slot',
      'meetings[0].pin.table: "y" is not the id of a table',
      'meetings[1].participants[1]: "C" is not the id of a participant',
      'meetings[1].participants[3]: "A" is listed twice',
      'meetings[1].participants: 4 is neither 2 nor 3 participants',
      'meetings[1].sessions[0]: "" is not a text of at least one character',
      'meetings[1].online: 0 is neither true nor false',
      'meetings[1].after[1]: "o" is not the id of a meeting',
      'meetings[1].after: "n" cannot come after itself',
      'fairness: 0.5 is not a whole number from 0',
    ]);
  });

  it('names what is missing, and takes any JSON value', () => {
    expect(checkProblem(null)).toEqual(['problem: null is not an object']);
    expect(checkProblem({ slots: [], tables: {}, participants: [] })).toEqual([
      'tables: {} is not a list',
      'meetings: nothing is not a list',
    ]);
  });
});
