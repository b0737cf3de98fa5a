import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refuseMove, type SchedulingProblem } from '#scheduling';
import type { ForumTable } from '../forums/programme.entities.js';
import {
  chooseDelegation,
  findObstacle,
  rankFreeTables,
  type Candidate,
  type SlotTime,
  type Wanted,
} from './attendance.rules.js';

const at = (minutes: number): Date => new Date(Date.UTC(2027, 4, 10, 6, minutes));
const makeSlot = (fromMinutes: number, toMinutes: number, subForumId: string | null = null): SlotTime => ({
  startsAt: at(fromMinutes),
  endsAt: at(toMinutes),
  date: '2027-05-10',
  subForumId,
});
const makeCandidate = (given: Partial<Candidate> = {}): Candidate => ({
  id: 'd1',
  companyId: 'c1',
  subForumIds: [],
  available: null,
  pauses: [],
  dailyMaximum: 12,
  maxInARow: null,
  sittings: [],
  ...given,
});
const sittingIn = ({ startsAt, endsAt, date }: SlotTime, meetingId = 'm1') => ({
  meetingId,
  delegationId: 'd1',
  date,
  startsAt,
  endsAt,
});
const anyPlace: Wanted = { partyCount: 2, subForumId: null, isOnline: null };

describe('what keeps a delegation from a slot', () => {
  const [first, second, third] = [makeSlot(0, 30), makeSlot(30, 60), makeSlot(60, 90)] as const;

  it('is nothing when it is free', () => {
    expect(findObstacle(makeCandidate(), first, anyPlace)).toBeNull();
  });

  it('is its absence during any part of the slot, or a pause', () => {
    const until20 = [{ startsAt: at(0), endsAt: at(20) }];
    expect(findObstacle(makeCandidate({ available: until20 }), first, anyPlace)).toBe('unavailable');
    expect(findObstacle(makeCandidate({ pauses: until20 }), first, anyPlace)).toBe('unavailable');
    expect(findObstacle(makeCandidate({ pauses: until20 }), second, anyPlace)).toBeNull();
  });

  it('is a sub-forum it does not take part in, or another one than the meeting’s', () => {
    const inEnergy = makeSlot(0, 30, 'energy');
    expect(findObstacle(makeCandidate({ subForumIds: ['water'] }), inEnergy, anyPlace)).toBe('unavailable');
    expect(findObstacle(makeCandidate({ subForumIds: ['energy'] }), inEnergy, anyPlace)).toBeNull();
    expect(findObstacle(makeCandidate(), inEnergy, { ...anyPlace, subForumId: 'water' })).toBe('unavailable');
  });

  it('is a meeting that shares time with it, but none that touches it', () => {
    expect(findObstacle(makeCandidate({ sittings: [sittingIn(makeSlot(20, 40))] }), first, anyPlace)).toBe('busy');
    expect(findObstacle(makeCandidate({ sittings: [sittingIn(second)] }), first, anyPlace)).toBeNull();
  });

  it('is a full day, and a day’s meetings count on that day only', () => {
    const busy = makeCandidate({ dailyMaximum: 1, sittings: [sittingIn(first)] });
    expect(findObstacle(busy, third, anyPlace)).toBe('dayFull');
    expect(findObstacle(busy, { ...third, date: '2027-05-11' }, anyPlace)).toBeNull();
  });

  it('is a row without rest, also when the slot would join two shorter rows', () => {
    const sittings = [sittingIn(first, 'm1'), sittingIn(third, 'm2')];
    expect(findObstacle(makeCandidate({ maxInARow: 2, sittings }), second, anyPlace)).toBe('tooManyInARow');
    expect(findObstacle(makeCandidate({ maxInARow: 3, sittings }), second, anyPlace)).toBeNull();
  });

  it('agrees with the scheduler on random days', () => {
    const anyDay = fc.record({
      // Of nine slots of 20 minutes every 25, the state of each: 0 free, 1 in a meeting, 2 in a pause, 3 absent.
      states: fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3), { minLength: 9, maxLength: 9 }),
      wantedSlot: fc.nat(8),
      dailyMaximum: fc.integer({ min: 1, max: 6 }),
      maxInARow: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(anyDay, ({ states, wantedSlot, dailyMaximum, maxInARow }) => {
        const slots = states.map((_, i) => makeSlot(25 * i, 25 * i + 20));
        const inState = (state: number) => slots.filter((_, i) => states[i] === state);
        const presence = slots.filter((_, i) => states[i] !== 3);
        const seated = states.flatMap((state, i) => (state === 1 ? [i] : []));
        fc.pre(seated.length <= dailyMaximum);

        const obstacle = findObstacle(
          makeCandidate({
            available: presence,
            pauses: inState(2),
            dailyMaximum,
            maxInARow,
            sittings: seated.map((i) => sittingIn(slots[i]!, `m${i}`)),
          }),
          slots[wantedSlot]!,
          anyPlace,
        );

        const iso = ({ startsAt, endsAt }: SlotTime): [string, string] => [
          startsAt.toISOString(),
          endsAt.toISOString(),
        ];
        const problem: SchedulingProblem = {
          slots: slots.map((slot, i) => ({
            id: `s${i}`,
            start: iso(slot)[0],
            end: iso(slot)[1],
            day: 'd',
            session: 'x',
          })),
          tables: [
            { id: 'taken', seats: 2, online: false },
            { id: 'free', seats: 2, online: false },
          ],
          participants: [
            { id: 'd1', available: presence.map(iso), pauses: inState(2).map(iso), maxPerDay: dailyMaximum, maxInARow },
            { id: 'other' },
            { id: 'partner' },
          ],
          meetings: [
            ...seated.map((i) => ({ id: `m${i}`, participants: ['d1', 'other'], weight: 1 })),
            { id: 'wanted', participants: ['d1', 'partner'], weight: 1 },
          ],
        };
        const placements = seated.map((i) => ({ meeting: `m${i}`, slot: `s${i}`, table: 'taken' }));
        const obstacles = refuseMove(problem, placements, { meeting: 'wanted', slot: `s${wantedSlot}`, table: 'free' });
        expect(obstacle === null).toBe(obstacles.length === 0);
      }),
    );
  });
});

describe('who sits, and where', () => {
  const slot = makeSlot(0, 30);

  it('is the calmest of the delegations that are free', () => {
    const candidates = [
      makeCandidate({ id: 'away', available: [] }),
      makeCandidate({ id: 'busy', sittings: [sittingIn(makeSlot(60, 90))] }),
      makeCandidate({ id: 'calm' }),
    ];
    expect(chooseDelegation(candidates, slot, anyPlace)).toStrictEqual({ delegationId: 'calm' });
  });

  it('is nobody, for the reason of the one that came nearest', () => {
    const away = makeCandidate({ id: 'away', available: [] });
    const full = makeCandidate({ id: 'full', dailyMaximum: 1, sittings: [sittingIn(makeSlot(60, 90))] });
    expect(chooseDelegation([away, full], slot, anyPlace)).toStrictEqual({ obstacle: 'dayFull' });
  });

  const makeTable = (given: Partial<ForumTable>): ForumTable =>
    ({ id: given.label, subForumId: null, place: 'room', seats: 2, ...given }) as ForumTable;
  const labels = (tables: readonly ForumTable[]): string => tables.map(({ label }) => label).join('');
  const taken = (tableId: string) => ({ tableId, meetingId: 'm1', startsAt: slot.startsAt, endsAt: slot.endsAt });

  it('is at a three-seat table only while no two-seat table is free', () => {
    const tables = [makeTable({ label: 'A', seats: 3 }), makeTable({ label: 'B' })];
    expect(labels(rankFreeTables(tables, [], slot, anyPlace))).toBe('BA');
    expect(labels(rankFreeTables(tables, [taken('B')], slot, anyPlace))).toBe('A');
    expect(labels(rankFreeTables(tables, [taken('A'), taken('B')], slot, anyPlace))).toBe('');
    expect(labels(rankFreeTables(tables, [taken('A')], slot, { ...anyPlace, partyCount: 3 }))).toBe('');
  });

  it('is online, or in a room, as agreed, and never at another sub-forum’s table', () => {
    const tables = [makeTable({ label: 'A', place: 'online' }), makeTable({ label: 'B', subForumId: 'energy' })];
    expect(labels(rankFreeTables(tables, [], slot, { ...anyPlace, isOnline: true }))).toBe('A');
    expect(labels(rankFreeTables(tables, [], slot, { ...anyPlace, isOnline: false }))).toBe('');
    expect(labels(rankFreeTables(tables, [], makeSlot(0, 30, 'energy'), anyPlace))).toBe('BA');
    expect(labels(rankFreeTables(tables, [], slot, { ...anyPlace, subForumId: 'energy', isOnline: false }))).toBe('B');
  });
});
