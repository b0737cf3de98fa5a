import { describe, expect, it } from '@jest/globals';
import { planProgramme } from './plan-programme.js';
import type { ProgrammeTemplate, SessionTemplate, TableTemplate } from './programme-template.js';

const morning: SessionTemplate = { name: 'Morning', from: '09:00', to: '10:00', slotMinutes: 25, breakMinutes: 5 };
const inHall: TableTemplate = { label: 'A', place: 'room', room: 'Hall A', seats: 3 };

const makeTemplate = (given: Partial<ProgrammeTemplate> = {}): ProgrammeTemplate => ({
  timeZone: 'Europe/Berlin',
  days: ['2027-03-27', '2027-03-28'],
  subForums: [{ key: 'energy', nameEn: 'Energy', theme: 'Power' }],
  sessions: [morning],
  tables: [inHall],
  ...given,
});
const faultsOf = (given: Partial<ProgrammeTemplate>) => planProgramme(makeTemplate(given)).faults;
const fieldsOf = (given: Partial<ProgrammeTemplate>) => faultsOf(given).map(({ field }) => field);

describe('planning a programme', () => {
  it('repeats a session on every day, at the same local time on both sides of a change of clocks', () => {
    const { plan } = planProgramme(makeTemplate());
    expect(plan!.sessions).toStrictEqual([
      {
        subForumKey: null,
        name: 'Morning',
        date: '2027-03-27',
        localStart: '09:00',
        localEnd: '10:00',
        startsAt: new Date('2027-03-27T08:00Z'),
        endsAt: new Date('2027-03-27T09:00Z'),
        slots: [
          {
            date: '2027-03-27',
            from: '09:00',
            to: '09:25',
            startsAt: new Date('2027-03-27T08:00Z'),
            endsAt: new Date('2027-03-27T08:25Z'),
          },
          {
            date: '2027-03-27',
            from: '09:30',
            to: '09:55',
            startsAt: new Date('2027-03-27T08:30Z'),
            endsAt: new Date('2027-03-27T08:55Z'),
          },
        ],
      },
      expect.objectContaining({ date: '2027-03-28', startsAt: new Date('2027-03-28T07:00Z') }),
    ]);
  });

  it('numbers the tables of a group, and counts on in a later group with the same label', () => {
    const tables: TableTemplate[] = [
      { ...inHall, count: 2, subForumKey: 'energy' },
      { ...inHall, count: 1, seats: 2 },
      { label: 'Online', place: 'online', link: 'https://meet.example/1', seats: 2 },
    ];
    expect(planProgramme(makeTemplate({ tables })).plan!.tables).toStrictEqual([
      { subForumKey: 'energy', label: 'A1', place: 'room', room: 'Hall A', link: null, seats: 3 },
      { subForumKey: 'energy', label: 'A2', place: 'room', room: 'Hall A', link: null, seats: 3 },
      { subForumKey: null, label: 'A3', place: 'room', room: 'Hall A', link: null, seats: 2 },
      { subForumKey: null, label: 'Online', place: 'online', room: null, link: 'https://meet.example/1', seats: 2 },
    ]);
  });

  it('refuses a local time that the clocks of the venue skip, and offers one that exists', () => {
    const night = { ...morning, from: '02:30', to: '05:00' };
    expect(faultsOf({ sessions: [morning, night] })).toStrictEqual([
      {
        field: 'sessions[1].from',
        allowed: 'a time that exists on 2027-03-28 in Europe/Berlin, such as 03:30: clocks are put forward',
      },
    ]);
  });

  it('names each field of days and zone at fault', () => {
    expect(fieldsOf({ timeZone: 'Mars/Olympus', days: ['2027-02-30', '2027-03-02', '2027-03-02'] })).toEqual([
      'timeZone',
      'days[0]',
      'days[2]',
    ]);
    expect(fieldsOf({ days: [] })).toEqual(['days']);
  });

  it('names each field of sessions, tables and sub-forums at fault', () => {
    const sessions = [
      { ...morning, name: ' ', slotMinutes: 4, breakMinutes: 0.5 },
      { ...morning, to: '09:00' },
      { ...morning, from: '24:00' },
      { ...morning, days: ['2027-03-29'] },
      { ...morning, slotMinutes: 61 },
      { ...morning, subForumKey: 'rail' },
    ];
    const tables: TableTemplate[] = [
      { ...inHall, seats: 4, count: 0 },
      { ...inHall, room: null },
      { ...inHall, place: 'online', room: null, link: 'http://meet.example' },
      { ...inHall, link: 'https://meet.example' },
    ];
    expect(fieldsOf({ sessions, tables })).toEqual([
      'sessions[0].name',
      'sessions[0].slotMinutes',
      'sessions[0].breakMinutes',
      'sessions[1].to',
      'sessions[2].from',
      'sessions[3].days',
      'sessions[4].slotMinutes',
      'sessions[5].subForumKey',
      'tables[0].count',
      'tables[0].seats',
      'tables[1].room',
      'tables[2].link',
      'tables[3].link',
    ]);
    const energy = { key: 'energy', nameEn: 'Energy', theme: 'Power' };
    expect(fieldsOf({ subForums: [energy, energy] })).toEqual(['subForums[1].key', 'subForums[1].nameEn']);
  });

  it('refuses sessions of one sub-forum that overlap, and takes those of two', () => {
    const later = { ...morning, name: 'Later', from: '09:59', to: '11:00' };
    expect(faultsOf({ sessions: [morning, later] })).toStrictEqual([
      {
        field: 'sessions',
        allowed: 'sessions of one sub-forum that do not overlap, unlike "Morning" and "Later" on 2027-03-27',
      },
    ]);
    expect(faultsOf({ sessions: [morning, { ...later, subForumKey: 'energy' }] })).toEqual([]);
    expect(faultsOf({ sessions: [morning, { ...later, from: '10:00' }] })).toEqual([]);
  });

  it('stops at 2,000 slots and 500 tables', () => {
    const days = ['2027-05-10'];
    const long = { ...morning, from: '00:00', to: '23:55', slotMinutes: 5, breakMinutes: 0 }; // 287 slots
    const subForums = Array.from({ length: 7 }, (_, n) => ({ key: `s${n}`, nameEn: `S${n}`, theme: 'T' }));
    const sessions = subForums.map(({ key }) => ({ ...long, subForumKey: key }));
    expect(fieldsOf({ days, subForums, sessions: sessions.slice(1) })).toEqual([]);
    expect(faultsOf({ days, subForums, sessions })).toStrictEqual([
      { field: 'sessions', allowed: 'at most 2000 slots in all' },
    ]);
    expect(fieldsOf({ tables: [{ ...inHall, count: 500 }] })).toEqual([]);
    expect(
      fieldsOf({
        tables: [
          { ...inHall, count: 500 },
          { ...inHall, label: 'B' },
        ],
      }),
    ).toEqual(['tables']);
  });

  it('refuses a label given twice', () => {
    const tables = [
      { ...inHall, count: 1 },
      { ...inHall, label: 'A1' },
    ];
    expect(faultsOf({ tables })).toStrictEqual([{ field: 'tables', allowed: 'labels that differ, unlike A1' }]);
  });
});
