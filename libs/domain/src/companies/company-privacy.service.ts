import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import type { EditConflict, WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { CompanyVersion, type Company } from './company.entity.js';
import { lockCompany, refuseChange } from './company.queries.js';
import { refreshDirectoryEntry } from './company-versions.js';
import { canonicalContact, contactFaults, type Contact } from './contact.js';
import { visibilityFaults, visibilityOf, type Visibility } from './visibility.rules.js';

/** What a company's own people decide about who reads what of it. */
@Injectable()
export class CompanyPrivacyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Says who may read the given fields; others stay as they are. Takes effect at once, for stored results too. */
  async setVisibility(
    actor: Actor,
    id: string,
    given: Partial<Visibility>,
    expectedVersion: number,
  ): Promise<Company | EditConflict | WrongState> {
    requireNoFaults(visibilityFaults(given));
    return this.change(actor, id, expectedVersion, async (tx, company) => {
      const before = visibilityOf(company.visibility);
      const after = { ...before, ...given };
      if (isDeepStrictEqual(before, after)) return;
      company.visibility = after;
      await tx.save(company);
      await this.refreshDirectory(tx, company);
      await this.record(tx, actor, 'company.visibility-set', id, { before, after });
    });
  }

  /** Names whom to write to, or with nulls nobody. Who may read it is a matter of the visibility of `contact`. */
  async setContact(
    actor: Actor,
    id: string,
    contact: Contact,
    expectedVersion: number,
  ): Promise<Company | EditConflict | WrongState> {
    requireNoFaults(contactFaults(contact));
    return this.change(actor, id, expectedVersion, async (tx, company) => {
      const { name, email, phone } = canonicalContact(contact);
      const fields = (['name', 'email', 'phone'] as const).filter((part) => {
        const [before, after] = [contactOf(company)[part], { name, email, phone }[part]];
        return before !== after;
      });
      if (fields.length === 0) return;
      Object.assign(company, { contactName: name, contactEmail: email, contactPhone: phone });
      await tx.save(company);
      await this.record(tx, actor, 'company.contact-set', id, { after: { fields } });
    });
  }

  private async change(
    actor: Actor,
    id: string,
    expectedVersion: number,
    write: (tx: EntityManager, company: Company) => Promise<void>,
  ): Promise<Company | EditConflict | WrongState> {
    requirePermission(isMemberOf(actor, id));
    return inTransaction(this.dataSource, async (tx) => {
      const company = await lockCompany(tx, actor, id);
      const refusal = refuseChange(company, expectedVersion);
      if (refusal) return refusal;
      await write(tx, company);
      return company;
    });
  }

  /** Texts that are kept from strangers must not be found by their words either. */
  private async refreshDirectory(tx: EntityManager, { approvedVersionId }: Company): Promise<void> {
    if (approvedVersionId === null) return;
    await refreshDirectoryEntry(tx, await tx.findOneByOrFail(CompanyVersion, { id: approvedVersionId }));
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    companyId: string,
    values: { before?: object; after: object },
  ): Promise<void> {
    const subject = { subjectType: 'company', subjectId: companyId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, ...(values as object) });
  }
}

/** Whom to write to at a company; all null when it names nobody. */
export function contactOf({ contactName, contactEmail, contactPhone }: Company): Contact {
  return { name: contactName, email: contactEmail, phone: contactPhone };
}
