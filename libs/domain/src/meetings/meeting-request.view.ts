import { isMemberOf, isStaffOf, type Actor } from '../accounts/actor.js';
import type { MeetingRequest, MeetingRequestParty } from './meeting-request.entity.js';
import { stateAt } from './meeting-request.rules.js';

export type PartyView = Pick<MeetingRequestParty, 'companyId' | 'answer' | 'reason' | 'answeredAt'>;

/** A request as somebody may see it, in its state at that instant. */
export interface MeetingRequestView extends Omit<MeetingRequest, 'forum' | 'proposerCompany' | 'subForum'> {
  /** Two or three: the proposer first, then in order of company id. */
  parties: PartyView[];
}

/**
 * What the actor may see: a member of a party everything, the forum's staff all but the reasons that the companies gave each
 * other; null for anybody else.
 */
export function viewMeetingRequest(
  actor: Actor,
  request: MeetingRequest,
  parties: readonly MeetingRequestParty[],
  now: Date,
): MeetingRequestView | null {
  const isParty = parties.some(({ companyId }) => isMemberOf(actor, companyId));
  if (!isParty && !isStaffOf(actor, request.forumId)) return null;

  const isProposer = ({ companyId }: MeetingRequestParty): boolean => companyId === request.proposerCompanyId;
  const inOrder = [...parties].sort(
    (one, other) => Number(isProposer(other)) - Number(isProposer(one)) || (one.companyId < other.companyId ? -1 : 1),
  );
  return {
    ...request,
    state: stateAt(request, now),
    parties: inOrder.map(({ companyId, answer, reason, answeredAt }) => ({
      companyId,
      answer,
      reason: isParty ? reason : null,
      answeredAt,
    })),
  };
}
