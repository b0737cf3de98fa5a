import { refuseWrongState, WrongState } from '../refusal.js';
import type { ForumState } from './forum.entity.js';
import { participationOpenStates } from './forum.rules.js';
import type { ParticipationState } from './participation.entity.js';
import { AlreadyApplied, ProfileNotReady } from './participation.refusals.js';

export interface Application {
  forumState: ForumState;
  company: { state: string; approvedVersionId: string | null; archivedAt: Date | null };
  /** State of the company's earlier application; null when there is none. */
  earlier: ParticipationState | null;
}

/** The first reason why a company cannot apply; one that was declined or has withdrawn may do so again. */
export function refuseApplication(application: Application): WrongState | AlreadyApplied | ProfileNotReady | null {
  const { forumState, company, earlier } = application;
  const wrongState = refuseWrongState(forumState, participationOpenStates);
  if (wrongState) return wrongState;
  if (earlier === 'applied' || earlier === 'approved') return new AlreadyApplied(earlier);
  return refuseProfile(company);
}

/** An organizer can approve a profile that was never approved, but only one that its company holds to be finished. */
export function refuseProfile(company: Application['company']): ProfileNotReady | null {
  if (company.archivedAt !== null) return new ProfileNotReady('archived');
  const isReady = company.approvedVersionId !== null || company.state === 'submitted';
  return isReady ? null : new ProfileNotReady(company.state);
}
