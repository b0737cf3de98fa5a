import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutIntoSlots, NonexistentLocalTime, type SlotPattern } from './index.js';

const morning: SlotPattern = {
  date: '2027-05-10',
  from: '09:00',
  to: '10:30',
  slotMinutes: 25,
  breakMinutes: 5,
  zone: 'Europe/Paris',
};

const clocks = (session: SlotPattern): string[] => cutIntoSlots(session).map(({ from, to }) => `${from}-${to}`);

describe('cutting a session into slots', () => {
  it('gives each slot its instants and its local times', () => {
    expect(cutIntoSlots(morning)).toEqual([
      { date: '2027-05-10', from: '09:00', to: '09:25', startsAt: at('07:00'), endsAt: at('07:25') },
      { date: '2027-05-10', from: '09:30', to: '09:55', startsAt: at('07:30'), endsAt: at('07:55') },
      { date: '2027-05-10', from: '10:00', to: '10:25', startsAt: at('08:00'), endsAt: at('08:25') },
    ]);
  });

  it('needs no break after the last slot, and leaves out one that does not fit whole', () => {
    expect(clocks({ ...morning, to: '09:55' })).toEqual(['09:00-09:25', '09:30-09:55']);
    expect(clocks({ ...morning, to: '09:54' })).toEqual(['09:00-09:25']);
    expect(clocks({ ...morning, to: '09:24' })).toEqual([]);
  });

  it('keeps the length of slots when clocks change during the session', () => {
    const night = { ...morning, from: '01:00', to: '04:00', slotMinutes: 60, breakMinutes: 0 };

    expect(clocks({ ...night, date: '2027-03-28' })).toEqual(['01:00-03:00', '03:00-04:00']);
    expect(clocks({ ...night, date: '2027-10-31' })).toEqual([
      '01:00-02:00',
      '02:00-02:00',
      '02:00-03:00',
      '03:00-04:00',
    ]);
    expect(clocks({ ...night, date: '2027-03-28', zone: 'Asia/Shanghai' })).toHaveLength(3);
    expect(clocks({ ...night, date: '2027-02-07', zone: 'Africa/Casablanca' })).toHaveLength(4);
    expect(clocks({ ...night, date: '2027-03-14', zone: 'Africa/Casablanca' })).toHaveLength(2);
  });

  it('refuses a session that begins or ends at a time that clocks skip', () => {
    expect(() => cutIntoSlots({ ...morning, date: '2027-09-05', from: '00:30', zone: 'America/Santiago' })).toThrow(
      NonexistentLocalTime,
    );
    expect(() => cutIntoSlots({ ...morning, date: '2027-03-28', from: '01:00', to: '02:30' })).toThrow(
      NonexistentLocalTime,
    );
  });

  it('refuses lengths that are not whole minutes, and a session that does not end after it begins', () => {
    for (const slotMinutes of [0, -5, 2.5, NaN]) {
      expect(() => cutIntoSlots({ ...morning, slotMinutes })).toThrow('A slot lasts a whole number of minutes from 1');
    }
    for (const breakMinutes of [-1, 0.5, NaN]) {
      expect(() => cutIntoSlots({ ...morning, breakMinutes })).toThrow(
        'A break lasts a whole number of minutes from 0',
      );
    }
    expect(() => cutIntoSlots({ ...morning, to: '09:00' })).toThrow('The session ends at 09:00');
  });

  it('always fits whole slots one break apart, and no further one', () => {
    const anyLength = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(anyLength, fc.nat(30), fc.integer({ min: 10, max: 23 }), (slotMinutes, breakMinutes, hour) => {
        const slots = cutIntoSlots({ ...morning, to: `${hour}:00`, slotMinutes, breakMinutes });
        const begins = slots.map(({ startsAt }) => (startsAt.getTime() - at('07:00').getTime()) / 60_000);

        expect(begins).toEqual(slots.map((_, index) => index * (slotMinutes + breakMinutes)));
        for (const { startsAt, endsAt } of slots)
          expect(endsAt.getTime() - startsAt.getTime()).toBe(slotMinutes * 60_000);
        const sessionMinutes = (hour - 9) * 60;
        const usedMinutes = slots.length * (slotMinutes + breakMinutes);
        expect(usedMinutes - breakMinutes <= sessionMinutes || slots.length === 0).toBe(true);
        expect(usedMinutes + slotMinutes).toBeGreaterThan(sessionMinutes);
      }),
    );
  });
});

function at(utcTime: string): Date {
  return new Date(`2027-05-10T${utcTime}:00Z`);
}
