import { describe, expect, it } from '@jest/globals';
import type { Interval } from '#calendar';
import { delegationFaults, meetingsOutside, toStored, type DelegationInput } from './delegation.rules.js';

const venue = { timeZone: 'Africa/Nairobi', days: ['2027-05-10', '2027-05-12'], subForumIds: new Set(['energy']) };
const makeInput = (given: Partial<DelegationInput> = {}): DelegationInput => ({
  name: 'First team',
  people: ['project director'],
  languages: ['en', 'zh-Hans'],
  subForumIds: ['energy'],
  availability: null,
  pauses: [],
  dailyMaximum: null,
  maxInARow: 3,
  ...given,
});
/** Hours in Nairobi, UTC+3, on 10 May 2027. */
const hours = (from: number, to: number): Interval => ({
  startsAt: new Date(Date.UTC(2027, 4, 10, from - 3)),
  endsAt: new Date(Date.UTC(2027, 4, 10, to - 3)),
});
const fieldsOf = (given: Partial<DelegationInput>) =>
  delegationFaults(makeInput(given), venue).map(({ field }) => field);

describe('what a company says of a delegation', () => {
  it('may cover a day of the forum from midnight to midnight at the venue, and nothing outside', () => {
    expect(fieldsOf({ availability: [hours(0, 24)], pauses: [hours(12, 13)] })).toEqual([]);
    expect(fieldsOf({ availability: [hours(-1, 24)] })).toEqual(['availability[0].startsAt']);
    expect(fieldsOf({ pauses: [hours(12, 13), hours(9, 25)] })).toEqual(['pauses[1].endsAt']);
    expect(fieldsOf({ pauses: [hours(12, 12)] })).toEqual(['pauses[0].endsAt']);
  });

  it('names each field at fault', () => {
    expect(
      fieldsOf({
        name: ' ',
        people: ['x'.repeat(101)],
        languages: ['english!'],
        subForumIds: ['rail'],
        availability: [],
        dailyMaximum: 0,
        maxInARow: 51,
      }),
    ).toEqual(['name', 'people[0]', 'availability', 'languages[0]', 'subForumIds', 'dailyMaximum', 'maxInARow']);
    expect(fieldsOf({ name: 'a\0b', subForumIds: ['energy', 'energy'] })).toEqual(['name', 'subForumIds']);
  });

  it('is stored in order of time, with what overlaps or touches joined', () => {
    expect(toStored([hours(14, 16), hours(9, 11), hours(11, 12)])).toStrictEqual([
      { startsAt: '2027-05-10T06:00:00.000Z', endsAt: '2027-05-10T09:00:00.000Z' },
      { startsAt: '2027-05-10T11:00:00.000Z', endsAt: '2027-05-10T13:00:00.000Z' },
    ]);
  });
});

describe('meetings outside a changed presence', () => {
  it('are those in a pause, and those not wholly within the availability', () => {
    const meetings = [hours(9, 10), hours(10, 11), hours(11, 12)];
    expect(meetingsOutside(meetings, { availability: null, pauses: [] })).toEqual([]);
    expect(meetingsOutside(meetings, { availability: null, pauses: [hours(10, 11)] })).toEqual([hours(10, 11)]);
    const morning = [hours(9, 10), hours(10, 11)]; // touching, so a meeting may run across
    expect(meetingsOutside([hours(9, 11)], { availability: morning, pauses: [] })).toEqual([]);
    expect(meetingsOutside(meetings, { availability: morning, pauses: [] })).toEqual([hours(11, 12)]);
  });
});
