import { expect, it } from '@jest/globals';
import { isFresh } from './sign-in.rules.js';

const createdAt = new Date('2027-05-10T12:00Z');
const after = (seconds: number): Date => new Date(createdAt.getTime() + seconds * 1000);

it('takes a sign-in for fresh until ten minutes after its start, the last moment included', () => {
  expect(isFresh({ createdAt, endedAt: null }, after(600))).toBe(true);
  expect(isFresh({ createdAt, endedAt: null }, after(601))).toBe(false);
});

it('takes a sign-in that has ended for fresh no more', () => {
  expect(isFresh({ createdAt, endedAt: after(1) }, after(2))).toBe(false);
});
