import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTimeZone, NonexistentLocalTime, toInstant, toLocal } from './index.js';

const zones = ['Europe/Paris', 'America/Santiago', 'Asia/Shanghai', 'Africa/Casablanca', 'Asia/Kathmandu', 'UTC'];
const utc = (date: string, time: string, zone: string): string => toInstant(date, time, zone).toISOString();

describe('a time zone', () => {
  it('is an IANA name in its own spelling', () => {
    expect(zones.map(isTimeZone)).toEqual(zones.map(() => true));
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(['+02:00', 'europe/paris', 'Europe/Atlantis', 'Z', ''].filter(isTimeZone)).toEqual([]);
  });
});

describe('the instant of a local time', () => {
  it('follows the offset of the day', () => {
    expect(utc('2027-01-15', '09:00', 'Europe/Paris')).toBe('2027-01-15T08:00:00.000Z');
    expect(utc('2027-07-15', '09:00', 'Europe/Paris')).toBe('2027-07-15T07:00:00.000Z');
    expect(utc('2027-07-15', '09:00', 'Asia/Shanghai')).toBe('2027-07-15T01:00:00.000Z');
  });

  it('does not exist while clocks are put forward: an hour after 02:00 in Paris', () => {
    expect(utc('2027-03-28', '01:59', 'Europe/Paris')).toBe('2027-03-28T00:59:00.000Z');
    expect(() => toInstant('2027-03-28', '02:00', 'Europe/Paris')).toThrow(NonexistentLocalTime);
    expect(() => toInstant('2027-03-28', '02:30', 'Europe/Paris')).toThrow(
      '2027-03-28 02:30 does not exist in Europe/Paris: clocks are put forward. Maybe 03:30 is meant.',
    );
    expect(utc('2027-03-28', '03:00', 'Europe/Paris')).toBe('2027-03-28T01:00:00.000Z');
  });

  it('does not exist in the first hour of a day in Santiago', () => {
    expect(() => toInstant('2027-09-05', '00:00', 'America/Santiago')).toThrow(NonexistentLocalTime);
    expect(utc('2027-09-05', '01:00', 'America/Santiago')).toBe('2027-09-05T04:00:00.000Z');
  });

  it('is the first pass of a repeated hour: summer time in Paris and Santiago', () => {
    expect(utc('2027-10-31', '02:30', 'Europe/Paris')).toBe('2027-10-31T00:30:00.000Z');
    expect(utc('2027-10-31', '03:00', 'Europe/Paris')).toBe('2027-10-31T02:00:00.000Z');
    expect(utc('2027-04-03', '23:30', 'America/Santiago')).toBe('2027-04-04T02:30:00.000Z');
    expect(utc('2027-04-04', '00:00', 'America/Santiago')).toBe('2027-04-04T04:00:00.000Z');
  });

  it('goes back and forth around Ramadan in Casablanca', () => {
    expect(utc('2027-02-07', '02:30', 'Africa/Casablanca')).toBe('2027-02-07T01:30:00.000Z');
    expect(utc('2027-02-20', '12:00', 'Africa/Casablanca')).toBe('2027-02-20T12:00:00.000Z');
    expect(() => toInstant('2027-03-14', '02:30', 'Africa/Casablanca')).toThrow(NonexistentLocalTime);
    expect(utc('2027-03-15', '12:00', 'Africa/Casablanca')).toBe('2027-03-15T11:00:00.000Z');
  });

  it('never fails in Shanghai, where clocks do not change', () => {
    const throughTheYear = Array.from({ length: 365 * 4 }, (_, quarter) => new Date(Date.UTC(2027, 0, 1, quarter * 6)));
    const changed = throughTheYear.filter((instant) => {
      const { date, time, offset } = toLocal(instant, 'Asia/Shanghai');
      return offset !== '+08:00' || toInstant(date, time, 'Asia/Shanghai').getTime() !== instant.getTime();
    });

    expect(changed).toEqual([]);
  });

  it('names what is malformed', () => {
    expect(() => toInstant('2027-02-29', '09:00', 'UTC')).toThrow('2027-02-29 is not a day of the calendar.');
    expect(() => toInstant('27-02-01', '09:00', 'UTC')).toThrow('"27-02-01" is not a date of the form YYYY-MM-DD.');
    expect(() => toInstant('2027-02-01', '24:00', 'UTC')).toThrow('"24:00" is not a time from 00:00 to 23:59.');
    expect(() => toInstant('2027-02-01', '09:00', '+02:00')).toThrow('"+02:00" is not a time zone');
  });
});

describe('the local time of an instant', () => {
  it('tells the two passes of a repeated hour apart by their offset', () => {
    const first = toLocal(new Date('2027-10-31T00:30:00Z'), 'Europe/Paris');
    const second = toLocal(new Date('2027-10-31T01:30:00Z'), 'Europe/Paris');

    expect(first).toEqual({ date: '2027-10-31', time: '02:30', offset: '+02:00' });
    expect(second).toEqual({ date: '2027-10-31', time: '02:30', offset: '+01:00' });
  });

  it('refuses an invalid date and an unknown zone', () => {
    expect(() => toLocal(new Date(NaN), 'UTC')).toThrow(RangeError);
    expect(() => toLocal(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
  });

  it('leads back to the same clock reading, and never to a later instant', () => {
    const start = Date.UTC(2015, 0, 1) / 60_000;
    const anyMinute = fc.integer({ min: start, max: start + 20 * 366 * 1440 });
    fc.assert(
      fc.property(anyMinute, fc.constantFrom(...zones), (minutes, zone) => {
        const instant = new Date(minutes * 60_000);
        const local = toLocal(instant, zone);
        const again = toInstant(local.date, local.time, zone);

        expect(toLocal(again, zone)).toMatchObject({ date: local.date, time: local.time });
        expect(again <= instant).toBe(true);
        if (toLocal(again, zone).offset === local.offset) expect(again).toEqual(instant);
      }),
    );
  });
});
