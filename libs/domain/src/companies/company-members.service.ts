import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership, companyRoles, type CompanyRole } from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInput, NotFound, requirePermission } from '../domain-error.js';
import { inTransaction } from '../transaction.js';
import type { Company } from './company.entity.js';
import { mayGovern, maySeeFile } from './company.policy.js';
import { lockCompany } from './company.queries.js';
import { LastOwner } from './company.refusals.js';

/** Who acts for a company. */
@Injectable()
export class CompanyMembersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Owners first, each with the account. */
  async list(actor: Actor, companyId: string): Promise<CompanyMembership[]> {
    requirePermission(maySeeFile(actor, companyId));
    return this.dataSource.getRepository(CompanyMembership).find({
      where: { companyId },
      relations: { account: true },
      order: { role: 'DESC', createdAt: 'ASC', accountId: 'ASC' },
    });
  }

  /**
   * Gives one of its people another role. Whoever is not one of them is invited instead: nobody becomes part of a company
   * without agreeing, and nobody learns from it who has an account.
   *
   * @throws NotFound for anybody else, with an account or without
   */
  async setRole(actor: Actor, companyId: string, accountId: string, role: CompanyRole): Promise<Company | LastOwner> {
    if (!companyRoles.includes(role)) throw new BadInput([{ field: 'role', allowed: companyRoles.join(', ') }]);
    return inTransaction(this.dataSource, async (tx) => {
      const company = await this.lockToGovern(tx, actor, companyId);
      const member = await tx.findOneBy(CompanyMembership, { companyId, accountId });
      if (!member) throw new NotFound('member', accountId);
      if (member.role === role) return company;
      if (await isLastOwner(tx, companyId, accountId)) return new LastOwner();

      await tx.update(CompanyMembership, { companyId, accountId }, { role });
      await this.record(tx, actor, 'company.member-set', companyId, { accountId, role });
      return company;
    });
  }

  /** Takes a person's role away; it ends with the person's next request. */
  async remove(actor: Actor, companyId: string, accountId: string): Promise<Company | LastOwner> {
    return inTransaction(this.dataSource, async (tx) => {
      const company = await this.lockToGovern(tx, actor, companyId);
      if (!(await tx.existsBy(CompanyMembership, { companyId, accountId }))) throw new NotFound('member', accountId);
      if (await isLastOwner(tx, companyId, accountId)) return new LastOwner();

      await tx.delete(CompanyMembership, { companyId, accountId });
      await this.record(tx, actor, 'company.member-removed', companyId, { accountId });
      return company;
    });
  }

  /** The company's row is locked, so that two owners cannot remove each other at once. */
  private lockToGovern(tx: EntityManager, actor: Actor, companyId: string): Promise<Company> {
    requirePermission(mayGovern(actor, companyId));
    return lockCompany(tx, actor, companyId);
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    companyId: string,
    after: Record<string, unknown>,
  ): Promise<void> {
    const subject = { subjectType: 'company', subjectId: companyId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, after });
  }
}

async function isLastOwner(tx: EntityManager, companyId: string, accountId: string): Promise<boolean> {
  const owners = await tx.findBy(CompanyMembership, { companyId, role: 'owner' });
  return owners.length === 1 && owners[0]!.accountId === accountId;
}
