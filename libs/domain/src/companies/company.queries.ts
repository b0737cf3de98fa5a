import { In, IsNull, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { refuseStaleEdit, WrongState, type EditConflict } from '../refusal.js';
import { Company, companyStates } from './company.entity.js';
import { maySee } from './company.policy.js';

/** @throws NotFound also for a company that the actor may not know of */
export async function readCompany(tx: EntityManager, actor: Actor, id: string): Promise<Company> {
  const company = await tx.findOneBy(Company, { id });
  if (!company || !maySee(actor, company)) throw new NotFound('company', id);
  return company;
}

/**
 * The company, its row locked until the transaction ends.
 *
 * @throws NotFound also for a company that the actor may not know of
 */
export async function lockCompany(tx: EntityManager, actor: Actor, id: string): Promise<Company> {
  const company = await tx.findOne(Company, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!company || !maySee(actor, company)) throw new NotFound('company', id);
  return company;
}

/** Nothing of an archived company changes any more; else only what the caller has read may be changed. */
export function refuseChange(company: Company, expectedVersion: number): WrongState | EditConflict | null {
  if (company.archivedAt) return new WrongState('archived', [...companyStates]);
  return refuseStaleEdit(company, expectedVersion);
}

/** The companies of which the actor is owner or member, by name. */
export async function listOwnCompanies(tx: EntityManager, actor: Actor): Promise<Company[]> {
  return tx.find(Company, {
    where: { id: In([...actor.companyRoles.keys()]), archivedAt: IsNull() },
    order: { profile: { nameEn: 'ASC' }, id: 'ASC' },
  });
}

/** Where a page of the review list ended. */
export interface ReviewCursor {
  nameEn: string;
  id: string;
}

/** Submitted companies by English name, then id: at most `first`, after the cursor. */
export async function listSubmittedCompanies(
  tx: EntityManager,
  first: number,
  after: ReviewCursor | null,
): Promise<Company[]> {
  const query = tx
    .createQueryBuilder(Company, 'company')
    .where(`company.state = 'submitted' and company.archivedAt is null`)
    .orderBy('company.profile.nameEn')
    .addOrderBy('company.id')
    .take(first);
  if (after) query.andWhere('(company.name_en, company.id) > (:nameEn, :id)', after);
  return query.getMany();
}
