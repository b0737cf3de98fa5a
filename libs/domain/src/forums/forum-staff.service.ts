import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { ForumMembership, type ForumRole } from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requirePermission } from '../domain-error.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { inTransaction } from '../transaction.js';
import { readForumToOrganize } from './forum.policy.js';
import { LastOrganizer } from './forum.refusals.js';

/** An organizer or assistant of a forum. */
export interface ForumStaffMember {
  account: Account;
  role: ForumRole;
}

@Injectable()
export class ForumStaffService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
  ) {}

  /** Organizers first, then by e-mail; for staff alone. */
  async listStaff(actor: Actor, forumId: string): Promise<ForumStaffMember[]> {
    const { manager } = this.dataSource;
    requirePermission(isStaffOf(actor, forumId));
    const memberships = await manager.find(ForumMembership, {
      where: { forumId },
      relations: { account: true },
      order: { role: 'DESC', account: { email: 'ASC' } },
    });
    return memberships.map(({ account, role }) => ({ account: account!, role }));
  }

  /**
   * Gives somebody of the staff another role; that person is told. Whoever is not of the staff is invited instead: nobody
   * becomes part of it without agreeing, and nobody learns from it who has an account.
   *
   * @throws NotFound for anybody else, with an account or without
   */
  async setStaff(
    actor: Actor,
    forumId: string,
    accountId: string,
    role: ForumRole,
  ): Promise<ForumStaffMember | LastOrganizer> {
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      const { staff, member } = await findMember(tx, forumId, accountId);
      const account = member.account!;
      if (member.role === role) return { account, role };
      if (isLastOrganizer(staff, accountId)) return new LastOrganizer();

      await tx.update(ForumMembership, { forumId, accountId }, { role });
      await this.record(tx, actor, 'forum.staff-set', forumId, accountId, { role: member.role }, { role });
      const parameters = { forumName: forum.nameEn, role };
      await this.notifications.tell(tx, [accountId], { kind: 'forum.staff-set', parameters, forumId });
      return { account, role };
    });
  }

  /** Takes a person's role away; answers with who it was. */
  async removeStaff(actor: Actor, forumId: string, accountId: string): Promise<ForumStaffMember | LastOrganizer> {
    return inTransaction(this.dataSource, async (tx) => {
      await readForumToOrganize(tx, actor, forumId);
      const { staff, member } = await findMember(tx, forumId, accountId);
      if (isLastOrganizer(staff, accountId)) return new LastOrganizer();

      await tx.delete(ForumMembership, { forumId, accountId });
      await this.record(tx, actor, 'forum.staff-removed', forumId, accountId, { role: member.role });
      return { account: member.account!, role: member.role };
    });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    forumId: string,
    subjectId: string,
    before?: Record<string, unknown>,
    after?: Record<string, unknown>,
  ): Promise<void> {
    const subject = { subjectType: 'account', subjectId, forumId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, before, after });
  }
}

/** @throws NotFound when this account is not of the staff */
async function findMember(
  tx: EntityManager,
  forumId: string,
  accountId: string,
): Promise<{ staff: ForumMembership[]; member: ForumMembership }> {
  const staff = await tx.find(ForumMembership, { where: { forumId }, relations: { account: true } });
  const member = staff.find((one) => one.accountId === accountId);
  if (!member) throw new NotFound('member of the staff', accountId);
  return { staff, member };
}

/** Whether nobody would organize the forum without this account. */
function isLastOrganizer(staff: ForumMembership[], accountId: string): boolean {
  const organizers = staff.filter(({ role }) => role === 'organizer');
  return organizers.length === 1 && organizers[0]!.accountId === accountId;
}
