import { expect, it } from '@jest/globals';
import { readInstance } from './read-instance.js';

const text = `nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 2, |2, 3, 3, |];
meetingsxBusiness = [{1,2},{1,2,3},{1,3}]; nMeetingsBusiness = [1,2,1];
forbidden = [{0}, {1, 4}, 2..3]; fixed = [3, 0]; precedences = [{}, {1}];`;

it('reads an instance, counting from 0', () => {
  expect(readInstance(text)).toEqual({
    participantCount: 3,
    tableCount: 1,
    slotCount: 4,
    morningSlotCount: 2,
    meetings: [
      { parties: [0, 1], session: 'afternoon', fixedSlot: 2, after: [] },
      { parties: [1, 2], session: 'any', fixedSlot: null, after: [0] },
    ],
    forbidden: [0, 0b1001, 0b0110],
  });
});

it.each([
  ['', 'nBusiness: missing; this is not an instance of the benchmark'],
  [text.replace('nTables = 1', 'nTables = many'), 'nTables: "many" is not a whole number'],
  [text.replace('nTotalSlots = 4', 'nTotalSlots = 40'), 'nTotalSlots: 40 is outside 1 to 30'],
  [text.replace('|2, 3, 3, |', '|'), 'requested: 1 entries instead of 2'],
  [text.replace('2, 3, 3', '2, 3'), 'requested[2]: 2 numbers instead of 3'],
  [text.replace('2, 3, 3', '2, 7, 3'), 'requested[2]: 7 is outside 1 to 3'],
  [text.replace('2, 3, 3', '2, 2, 3'), 'requested[2]: participant 2 cannot meet itself'],
  [text.replace('2, 3, 3', '2, 3, 4'), 'requested[2], session: 4 is outside 1 to 3'],
  [text.replace('[3, 0]', '[5, 0]'), 'fixed[1]: 5 is outside 0 to 4'],
  [text.replace('{1, 4}', '{1, 5}'), 'forbidden[2]: 5 is outside 0 to 4'],
  [text.replace('[{}, {1}]', '[{}]'), 'precedences: 1 entries instead of 2'],
])('refuses a text with a fault and names it', (faulty, message) => {
  expect(() => readInstance(faulty)).toThrow(message);
});
