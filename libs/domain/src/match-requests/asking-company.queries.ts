import type { EntityManager } from 'typeorm';
import { whatIsMissing } from '#matching';
import { Company, type CompanyVersion } from '../companies/company.entity.js';
import { Forum, type ForumState } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { NotAvailable, refuseWrongState, type WrongState } from '../refusal.js';
import { ProfileIncomplete } from './match-request.refusals.js';

/** Who asks, and where: at a forum or, with null, in the whole directory. */
export interface AskingCompany {
  companyId: string;
  forumId: string | null;
}

/** States of a forum in which its companies may look for partners. */
const matchingStates: ForumState[] = ['matching', 'scheduling', 'published', 'running'];

export async function readApprovedVersion(tx: EntityManager, companyId: string): Promise<CompanyVersion | null> {
  const company = await tx.findOne(Company, { where: { id: companyId }, relations: { approvedVersion: true } });
  return company?.approvedVersion ?? null;
}

/** The first reason why a company with this approved version cannot look for partners there; null when it can. */
export async function refuseAsking(
  tx: EntityManager,
  { companyId, forumId }: AskingCompany,
  { profile }: CompanyVersion,
): Promise<NotAvailable | WrongState | ProfileIncomplete | null> {
  if (forumId !== null) {
    const isParticipant = await tx.existsBy(Participation, { forumId, companyId, state: 'approved' });
    if (!isParticipant) return new NotAvailable();
    const forum = await tx.findOneByOrFail(Forum, { id: forumId });
    const refusal = refuseWrongState(forum.state, matchingStates);
    if (refusal) return refusal;
  }
  const missing = whatIsMissing(profile);
  return missing.length > 0 ? new ProfileIncomplete(missing) : null;
}
