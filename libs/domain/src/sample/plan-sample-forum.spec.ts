import { describe, expect, it } from '@jest/globals';
import { planSampleForum } from './index.js';

describe('the dates of the sample forum', () => {
  it('are a Tuesday and a Wednesday, with booking from the loading on until the evening before', () => {
    const loadedAt = new Date('2026-11-24T10:00Z');

    expect(planSampleForum(loadedAt)).toStrictEqual({
      days: ['2027-02-23', '2027-02-24'],
      bookingOpensAt: loadedAt,
      bookingClosesAt: new Date('2027-02-22T15:00Z'), // 18:00 in Addis Ababa
    });
  });

  it('are 90 to 96 days ahead, whatever the day of loading', () => {
    const ahead = Array.from({ length: 800 }, (_, index) => {
      const loadedAt = new Date(Date.UTC(2027, 0, 1 + index, 12));
      const [first, second] = planSampleForum(loadedAt).days.map((day) => new Date(day));
      expect([first!.getUTCDay(), second!.getUTCDay()]).toEqual([2, 3]);
      expect(second!.getTime() - first!.getTime()).toBe(86_400_000);
      return (first!.getTime() - Date.UTC(2027, 0, 1 + index)) / 86_400_000;
    });

    expect([Math.min(...ahead), Math.max(...ahead)]).toEqual([90, 96]);
  });

  it('count from the day at the venue, where midnight comes three hours earlier than in UTC', () => {
    // 90 days after Wednesday, 25 November, is a Tuesday; the day after has to wait for the next.
    expect(planSampleForum(new Date('2026-11-25T20:59Z')).days[0]).toBe('2027-02-23');
    expect(planSampleForum(new Date('2026-11-25T21:00Z')).days[0]).toBe('2027-03-02');
  });
});
