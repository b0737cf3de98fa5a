import { describe, expect, it } from '@jest/globals';
import { WrongState } from '../refusal.js';
import { meetingRequestStates, type MeetingRequestState, type PartyAnswer } from './meeting-request.entity.js';
import { AlreadyAnswered } from './meeting-request.refusals.js';
import {
  accept,
  ask,
  depart,
  refuseAct,
  stateAt,
  statesForAct,
  type MeetingRequestAct,
  type Negotiation,
} from './meeting-request.rules.js';

/** `a` proposed; the answers are those of a, b and, where there are three, c. */
function negotiation(state: MeetingRequestState, ...answers: PartyAnswer[]): Negotiation {
  return { state, parties: answers.map((answer, index) => ({ companyId: 'abc'[index]!, answer })) };
}

describe('what a party may do', () => {
  const y = 'may';
  const n = 'may not';
  /** Of a party that is in, its answer not given (accept, decline) or given (everything else). */
  const table: Record<MeetingRequestAct, Record<MeetingRequestState, string>> = {
    accept: { pending: y, agreed: n, incomplete: n, scheduled: n, declined: n, withdrawn: n, expired: n },
    decline: { pending: y, agreed: n, incomplete: n, scheduled: n, declined: n, withdrawn: n, expired: n },
    change: { pending: y, agreed: y, incomplete: n, scheduled: n, declined: n, withdrawn: n, expired: n },
    withdraw: { pending: y, agreed: n, incomplete: y, scheduled: n, declined: n, withdrawn: n, expired: n },
    leave: { pending: y, agreed: y, incomplete: y, scheduled: y, declined: n, withdrawn: n, expired: n },
    substitute: { pending: n, agreed: n, incomplete: y, scheduled: n, declined: n, withdrawn: n, expired: n },
    continueAsTwo: { pending: n, agreed: n, incomplete: y, scheduled: n, declined: n, withdrawn: n, expired: n },
  };
  const acts = Object.keys(statesForAct) as MeetingRequestAct[];

  it.each(acts.flatMap((act) => meetingRequestStates.map((state) => [act, state] as const)))(
    '%s in %s',
    (act, state) => {
      const answer = act === 'accept' || act === 'decline' ? 'pending' : 'accepted';
      const refusal = refuseAct(act, 'b', negotiation(state, 'accepted', answer));
      expect(refusal).toEqual(table[act][state] === y ? null : new WrongState(state, [...statesForAct[act]]));
    },
  );

  it.each(acts)('%s after it has left: nothing', (act) => {
    const state = statesForAct[act][0];
    expect(refuseAct(act, 'c', negotiation(state, 'accepted', 'pending', 'left'))).toEqual(new AlreadyAnswered('left'));
    expect(refuseAct(act, 'c', negotiation(state, 'accepted', 'pending', 'declined'))).toEqual(
      new AlreadyAnswered('declined'),
    );
  });

  it('answers once', () => {
    const pending = negotiation('pending', 'accepted', 'accepted', 'pending');
    expect(refuseAct('accept', 'b', pending)).toEqual(new AlreadyAnswered('accepted'));
    expect(refuseAct('decline', 'b', pending)).toEqual(new AlreadyAnswered('accepted'));
    expect(refuseAct('leave', 'b', pending)).toBeNull();
    expect(refuseAct('leave', 'c', pending)).toBeNull();
  });
});

describe('what an act leads to', () => {
  it('is agreed only when all have accepted', () => {
    expect(accept('b', negotiation('pending', 'accepted', 'pending', 'pending'))).toEqual(
      negotiation('pending', 'accepted', 'accepted', 'pending'),
    );
    expect(accept('c', negotiation('pending', 'accepted', 'accepted', 'pending'))).toEqual(
      negotiation('agreed', 'accepted', 'accepted', 'accepted'),
    );
    expect(accept('b', negotiation('pending', 'accepted', 'pending'))).toEqual(
      negotiation('agreed', 'accepted', 'accepted'),
    );
  });

  it.each<[string, string, Negotiation, Negotiation]>([
    [
      'of two, the asked declines',
      'b',
      negotiation('pending', 'accepted', 'pending'),
      negotiation('declined', 'accepted', 'declined'),
    ],
    [
      'of two, the proposer leaves',
      'a',
      negotiation('pending', 'accepted', 'pending'),
      negotiation('withdrawn', 'left', 'pending'),
    ],
    [
      'of two who agreed, one leaves',
      'b',
      negotiation('agreed', 'accepted', 'accepted'),
      negotiation('withdrawn', 'accepted', 'left'),
    ],
    [
      'of two who would meet, one leaves',
      'a',
      negotiation('scheduled', 'accepted', 'accepted'),
      negotiation('withdrawn', 'left', 'accepted'),
    ],
    [
      'of three, one declines',
      'c',
      negotiation('pending', 'accepted', 'pending', 'pending'),
      negotiation('incomplete', 'accepted', 'pending', 'declined'),
    ],
    [
      'of three, one declines last',
      'c',
      negotiation('pending', 'accepted', 'accepted', 'pending'),
      negotiation('incomplete', 'accepted', 'accepted', 'declined'),
    ],
    [
      'of three, one takes its yes back',
      'b',
      negotiation('pending', 'accepted', 'accepted', 'pending'),
      negotiation('incomplete', 'accepted', 'left', 'pending'),
    ],
    [
      'of three who agreed, one leaves',
      'a',
      negotiation('agreed', 'accepted', 'accepted', 'accepted'),
      negotiation('incomplete', 'left', 'accepted', 'accepted'),
    ],
    [
      'of three who would meet, one leaves',
      'c',
      negotiation('scheduled', 'accepted', 'accepted', 'accepted'),
      negotiation('incomplete', 'accepted', 'accepted', 'left'),
    ],
    [
      'of the two that remained, one leaves',
      'b',
      negotiation('incomplete', 'accepted', 'accepted', 'left'),
      negotiation('withdrawn', 'accepted', 'left', 'left'),
    ],
    [
      'of the two that remained, the unasked goes',
      'b',
      negotiation('incomplete', 'accepted', 'pending', 'left'),
      negotiation('withdrawn', 'accepted', 'declined', 'left'),
    ],
  ])('%s', (_, companyId, before, after) => {
    expect(depart(companyId, before)).toEqual(after);
  });

  it('asks everybody but the one who asks', () => {
    expect(ask('b', ['c', 'd'])).toEqual({
      state: 'pending',
      parties: [
        { companyId: 'b', answer: 'accepted' },
        { companyId: 'c', answer: 'pending' },
        { companyId: 'd', answer: 'pending' },
      ],
    });
  });
});

describe('expiry', () => {
  const expiresAt = new Date('2027-05-01T12:00Z');
  const before = new Date(expiresAt.getTime() - 1);

  it.each(meetingRequestStates)('of %s', (state) => {
    expect(stateAt({ state, expiresAt }, before)).toBe(state);
    const isEnding = state === 'pending' || state === 'incomplete';
    expect(stateAt({ state, expiresAt }, expiresAt)).toBe(isEnding ? 'expired' : state);
  });
});
