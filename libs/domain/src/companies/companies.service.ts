import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { CompanyMembership } from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { blocksFaults, type Blocks } from './blocks.js';
import { Company } from './company.entity.js';
import {
  listOwnCompanies,
  listSubmittedCompanies,
  lockCompany,
  readCompany,
  refuseChange,
  type ReviewCursor,
} from './company.queries.js';
import { mayGovern } from './company.policy.js';
import { SubmissionIncomplete } from './company.refusals.js';
import { publishVersion, readApproved } from './company-versions.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import { requireReason } from './reason.js';
import { profileFaults } from './profile-faults.js';
import { applyInput, emptyProfile, type NewProfileInput, type ProfileInput } from './profile-input.js';
import {
  changedFields,
  confirmedCapabilities,
  missingToSubmit,
  stateAfterEdit,
  visibleProfile,
} from './profile.rules.js';
import type { Profile } from './profile.js';

/** What a company's own people do with its profile. */
@Injectable()
export class CompaniesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** @throws NotFound also for a company that the actor may not know of */
  find(actor: Actor, id: string): Promise<Company> {
    return readCompany(this.dataSource.manager, actor, id);
  }

  /** The companies of which the actor is owner or member, by name. */
  listOwn(actor: Actor): Promise<Company[]> {
    return listOwnCompanies(this.dataSource.manager, actor);
  }

  /** What waits for an administrator, by name: at most `first`, after the cursor. */
  async listToReview(actor: Actor, first: number, after: ReviewCursor | null): Promise<Company[]> {
    requirePermission(actor.isAdministrator);
    return listSubmittedCompanies(this.dataSource.manager, first, after);
  }

  /** Posts a profile, which may be incomplete; the actor becomes its owner. */
  async post(actor: Actor, input: NewProfileInput, idempotencyKey: string): Promise<Company> {
    requireNoFaults(profileFaults(input, new Set()));
    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'postCompany', input };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<Company, never>(
        tx,
        once,
        () => this.insert(tx, actor, input),
        (id) => tx.findOneByOrFail(Company, { id }),
      ),
    );
  }

  /** Changes what is given. `stateAfterEdit` and `visibleProfile` tell what others see of it and when. */
  async edit(
    actor: Actor,
    id: string,
    input: ProfileInput,
    expectedVersion: number,
  ): Promise<Company | EditConflict | WrongState> {
    requirePermission(isMemberOf(actor, id));
    return inTransaction(this.dataSource, async (tx) => {
      const company = await lockCompany(tx, actor, id);
      requireNoFaults(profileFaults(input, confirmedCapabilities(company.profile)));
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;
      return this.change(tx, actor, company, applyInput(company.profile, input, company.sideOverride));
    });
  }

  /** Private: whom the company never works with. Takes effect at once. */
  async setBlocks(
    actor: Actor,
    id: string,
    blocks: Blocks,
    expectedVersion: number,
  ): Promise<Company | EditConflict | WrongState> {
    requirePermission(isMemberOf(actor, id));
    requireNoFaults(blocksFaults(id, blocks));
    return inTransaction(this.dataSource, async (tx) => {
      const company = await lockCompany(tx, actor, id);
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;
      return this.change(tx, actor, company, {
        ...company.profile,
        blockedCompanyIds: blocks.companyIds,
        blockedCountries: blocks.countries,
      });
    });
  }

  /** Gives a profile to the administrators for approval. */
  async submit(
    actor: Actor,
    id: string,
    expectedVersion: number,
  ): Promise<Company | EditConflict | WrongState | SubmissionIncomplete> {
    requirePermission(isMemberOf(actor, id));
    return inTransaction(this.dataSource, async (tx) => {
      const company = await lockCompany(tx, actor, id);
      const missing = missingToSubmit(company.profile);
      const refusal =
        refuseChange(company, expectedVersion) ??
        refuseWrongState(company.state, ['incomplete', 'returned']) ??
        (missing.length > 0 ? new SubmissionIncomplete(missing) : null);
      if (refusal) return refusal;

      company.state = 'submitted';
      company.stateReason = null;
      await tx.save(company);
      await this.record(tx, actor, 'company.submitted', id);
      return company;
    });
  }

  /** Takes a company out of the directory for good. What names it keeps naming it. */
  async archive(
    actor: Actor,
    id: string,
    reason: string,
    expectedVersion: number,
    now: Date,
  ): Promise<Company | EditConflict | WrongState> {
    requirePermission(mayGovern(actor, id));
    requireReason(reason);
    return inTransaction(this.dataSource, async (tx) => {
      const company = await lockCompany(tx, actor, id);
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;

      company.archivedAt = now;
      company.archiveReason = reason;
      await tx.save(company);
      await tx.delete(DirectoryEntry, { companyId: id });
      await this.record(tx, actor, 'company.archived', id, undefined, { reason });
      return company;
    });
  }

  private async insert(tx: EntityManager, actor: Actor, input: NewProfileInput): Promise<Company> {
    const profile = applyInput(emptyProfile(input.nameEn, input.country), input, null);
    const company = await tx.save(tx.create(Company, { profile, state: 'incomplete' }));
    await tx.insert(CompanyMembership, { accountId: actor.accountId, companyId: company.id, role: 'owner' });
    await this.record(tx, actor, 'company.posted', company.id);
    return tx.findOneByOrFail(Company, { id: company.id });
  }

  /** Writes an edited profile, and at once what others may see of it. */
  private async change(tx: EntityManager, actor: Actor, company: Company, after: Profile): Promise<Company> {
    const before = company.profile;
    const fields = changedFields(before, after);
    if (fields.length === 0) return company;

    const approved = await readApproved(tx, company);
    company.state = stateAfterEdit({ state: company.state, before, after, approved });
    if (company.state !== 'returned') company.stateReason = null;
    company.profile = after;
    if (approved) {
      const visible = visibleProfile(after, approved);
      if (changedFields(approved, visible).length > 0) await publishVersion(tx, company, visible);
    }
    await tx.save(company);
    await this.record(tx, actor, 'company.edited', company.id, { fields, state: company.state });
    return company;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    companyId: string,
    after?: Record<string, unknown>,
    personal?: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, {
      accountId: actor.accountId,
      action,
      subjectType: 'company',
      subjectId: companyId,
      ...(after && { after }),
      ...(personal && { personal }),
    });
  }
}
