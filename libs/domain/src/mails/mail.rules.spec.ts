import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from './mail.rules.js';

const now = new Date('2027-05-10T12:00Z');
const mail = { failures: 0, expiresAt: new Date('2027-05-10T13:00Z') };

describe('a mail', () => {
  it('has ended when the server took it or refused it for good', () => {
    expect(outcomeOf(mail, 'accepted', now)).toEqual({ state: 'sent' });
    expect(outcomeOf(mail, 'refused', now)).toEqual({ state: 'failed' });
  });

  it('is tried again after pauses that grow', () => {
    const retries = [0, 1, 2, 3, 9].map((failures) =>
      outcomeOf({ failures, expiresAt: new Date('2027-05-11T12:00Z') }, 'unreachable', now),
    );
    expect(retries).toEqual(
      ['12:01', '12:05', '12:15', '13:00', '13:00'].map((time) => ({
        state: 'waiting',
        retryAt: new Date(`2027-05-10T${time}Z`),
      })),
    );
  });

  it('is given up when nobody would need it at the next try', () => {
    expect(outcomeOf({ ...mail, failures: 2 }, 'unreachable', now)).toMatchObject({ state: 'waiting' });
    expect(outcomeOf({ ...mail, failures: 3 }, 'unreachable', now)).toEqual({ state: 'failed' });
  });
});
