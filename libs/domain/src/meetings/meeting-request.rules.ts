import type { Forum, ForumState } from '../forums/forum.entity.js';
import { refuseWrongState, type WrongState } from '../refusal.js';
import type { MeetingRequestState, PartyAnswer } from './meeting-request.entity.js';
import { AlreadyAnswered } from './meeting-request.refusals.js';

const hourMs = 3_600_000;

/** States of a forum in which companies agree on meetings. */
export const negotiatingStates: readonly ForumState[] = ['matching', 'scheduling', 'published', 'running'];

/** What a party may do with a request, and in which of its states. */
export const statesForAct = {
  accept: ['pending'],
  decline: ['pending'],
  /** By the proposer. */
  change: ['pending', 'agreed'],
  /** By the proposer, of the whole request; once it is agreed it is everybody's, and one can only leave. */
  withdraw: ['pending', 'incomplete'],
  leave: ['pending', 'incomplete', 'agreed', 'scheduled'],
  substitute: ['incomplete'],
  continueAsTwo: ['incomplete'],
} as const satisfies Record<string, readonly MeetingRequestState[]>;

export type MeetingRequestAct = keyof typeof statesForAct;

export interface Party {
  companyId: string;
  answer: PartyAnswer;
}

/** A request as the rules see it: its state is the one at the moment of the decision (`stateAt`). */
export interface Negotiation {
  state: MeetingRequestState;
  parties: readonly Party[];
}

/** What an act makes of a request; parties that are not named are parties no more. */
export type Outcome = Negotiation;

/** The state at an instant: expiry is a fact of the clock, whether or not a job has written it down. */
export function stateAt(request: { state: MeetingRequestState; expiresAt: Date }, now: Date): MeetingRequestState {
  return isWaiting(request.state) && request.expiresAt <= now ? 'expired' : request.state;
}

/** Waiting for somebody's answer or choice, and therefore expiring. */
export function isWaiting(state: MeetingRequestState): boolean {
  return state === 'pending' || state === 'incomplete';
}

/** Neither declined nor left. */
export function isIn({ answer }: Party): boolean {
  return answer === 'pending' || answer === 'accepted';
}

/** The parties, without one, that have not gone. */
export function othersIn({ parties }: Negotiation, companyId: string): string[] {
  return parties.filter((party) => isIn(party) && party.companyId !== companyId).map((party) => party.companyId);
}

/** Until when the others may answer a request that is made or remade now. */
export function expiryOf({ requestExpiryHours }: Pick<Forum, 'requestExpiryHours'>, now: Date): Date {
  return new Date(now.getTime() + requestExpiryHours * hourMs);
}

/** The first reason why this party of the request cannot do this now, or null when it can. */
export function refuseAct(
  act: MeetingRequestAct,
  companyId: string,
  { state, parties }: Negotiation,
): WrongState | AlreadyAnswered | null {
  const refusal = refuseWrongState<MeetingRequestState>(state, statesForAct[act]);
  if (refusal) return refusal;
  const { answer } = parties.find((party) => party.companyId === companyId)!;
  const isAnswering = act === 'accept' || act === 'decline';
  if (answer === 'pending' || (answer === 'accepted' && !isAnswering)) return null;
  return new AlreadyAnswered(answer);
}

/** One says yes; agreed when it was the last. */
export function accept(companyId: string, { parties }: Negotiation): Outcome {
  const answered = withAnswer(parties, companyId, 'accepted');
  return { state: answered.every(({ answer }) => answer === 'accepted') ? 'agreed' : 'pending', parties: answered };
}

/**
 * One goes: it declines when it had not said yes, else it leaves. Two of three stay as an *incomplete* request; one alone is
 * none.
 */
export function depart(companyId: string, { state, parties }: Negotiation): Outcome {
  const wasPending = parties.some((party) => party.companyId === companyId && party.answer === 'pending');
  const answered = withAnswer(parties, companyId, wasPending ? 'declined' : 'left');
  const isEnough = answered.filter(isIn).length > 1;
  return {
    state: isEnough ? 'incomplete' : state === 'pending' && wasPending ? 'declined' : 'withdrawn',
    parties: answered,
  };
}

/** One proposes to the others anew, having accepted its own proposal: after a change, a substitution, a step down to two. */
export function ask(companyId: string, otherCompanyIds: readonly string[]): Outcome {
  const others = otherCompanyIds.map((otherId): Party => ({ companyId: otherId, answer: 'pending' }));
  return { state: 'pending', parties: [{ companyId, answer: 'accepted' }, ...others] };
}

function withAnswer(parties: readonly Party[], companyId: string, answer: PartyAnswer): Party[] {
  return parties.map((party) => (party.companyId === companyId ? { companyId, answer } : { ...party }));
}
