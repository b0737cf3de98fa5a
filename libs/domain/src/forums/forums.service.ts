import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { defaultWeights } from '#matching';
import { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { ForumMembership } from '../accounts/membership.entities.js';
import { AuditService } from '../audit/audit.service.js';
import { requireNoFaults, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { refuseStaleEdit, refuseWrongState, type EditConflict, WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { forumColumns, forumDetailsFaults, type ForumDetails } from './forum-details.js';
import { Forum, type ForumState } from './forum.entity.js';
import { readForum, readForumToOrganize } from './forum.policy.js';
import { AccountUnknown, type PublishedBySchedule } from './forum.refusals.js';
import { openStates, refuseAdvance, weightsFaults, type ProposedWeights } from './forum.rules.js';
import { Participation } from './participation.entity.js';
import { planProgramme } from './plan-programme.js';
import type { ProgrammeTemplate } from './programme-template.js';
import { writeProgramme } from './write-programme.js';

/** The audit entries of this action are the history of a forum's weights. */
export const weightsSetAction = 'forum.weights-set';

/** A whole forum: its details and its programme. */
export interface ForumTemplate extends ForumDetails, ProgrammeTemplate {
  /** Who organizes it; only an administrator may name somebody else. The actor when left out. */
  organizerEmail?: string | null;
}

/** The use cases of a forum as a whole. Its programme, staff and participants have services of their own. */
@Injectable()
export class ForumsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
  ) {}

  /**
   * Makes a forum with days, sub-forums, sessions, slots and tables, all or nothing, as a draft that only its staff sees. Any
   * signed-in person may, and becomes its organizer: a draft harms nobody, and companies decide themselves where they apply.
   *
   * @throws BadInput naming every field of the template at fault
   */
  async createForum(actor: Actor, template: ForumTemplate, idempotencyKey: string): Promise<Forum | AccountUnknown> {
    requirePermission(!template.organizerEmail || actor.isAdministrator);
    const { faults, plan } = planProgramme(template);
    requireNoFaults([...forumDetailsFaults(template), ...faults]);

    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'createForum', input: template };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<Forum, AccountUnknown>(
        tx,
        once,
        async () => {
          const organizerId = template.organizerEmail
            ? await findAccountId(tx, template.organizerEmail)
            : actor.accountId;
          if (organizerId === null) return new AccountUnknown();

          const { timeZone, days } = template;
          const forum = await tx.save(
            tx.create(Forum, { ...forumColumns(template), timeZone, days, weights: defaultWeights }),
          );
          await writeProgramme(tx, forum, plan!);
          await tx.insert(ForumMembership, { accountId: organizerId, forumId: forum.id, role: 'organizer' });
          await this.record(tx, actor, 'forum.created', forum.id, undefined, { organizerId });
          return forum;
        },
        (id) => tx.findOneByOrFail(Forum, { id }),
      ),
    );
  }

  /** Changes name, theme, place, banner and booking rules. Zone and days stay: slots were derived from them. */
  async editForum(
    actor: Actor,
    forumId: string,
    details: ForumDetails,
    expectedVersion: number,
  ): Promise<Forum | EditConflict | WrongState> {
    requireNoFaults(forumDetailsFaults(details));
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      const refusal = refuseStaleEdit(forum, expectedVersion) ?? refuseWrongState(forum.state, openStates);
      if (refusal) return refusal;

      const after = forumColumns(details);
      const before = Object.fromEntries(Object.keys(after).map((key) => [key, forum[key as keyof typeof after]]));
      const edited = await tx.save(Object.assign(forum, after));
      await this.record(tx, actor, 'forum.edited', forumId, before, after);
      return edited;
    });
  }

  /**
   * Sets what the parts of a score count at this forum, under a new version's name: results computed before name the old one.
   *
   * @throws BadInput when a group of weights does not add up to 1.00, naming the group
   */
  async setForumWeights(
    actor: Actor,
    forumId: string,
    weights: ProposedWeights,
    expectedVersion: number,
  ): Promise<Forum | EditConflict | WrongState> {
    requireNoFaults(weightsFaults(weights).map(({ field, allowed }) => ({ field: `weights.${field}`, allowed })));
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      return refuseStaleEdit(forum, expectedVersion) ?? this.setWeightsWithin(tx, actor, forum, weights);
    });
  }

  /**
   * As `setForumWeights`, within a transaction that has locked `forum` for update; `source` joins what the audit entry tells of
   * the new weights.
   */
  async setWeightsWithin(
    tx: EntityManager,
    actor: Actor,
    forum: Forum,
    { score, fit }: ProposedWeights,
    source: { weightsPreviewId?: string } = {},
  ): Promise<Forum | WrongState> {
    const refusal = refuseWrongState(forum.state, openStates);
    if (refusal) return refusal;

    const before = forum.weights;
    // A forum's version only grows, so no two weights of it share a name.
    forum.weights = { version: `forum-${forum.id}-${forum.version + 1}`, score, fit };
    const edited = await tx.save(forum);
    await this.record(tx, actor, weightsSetAction, forum.id, { ...before }, { ...forum.weights, ...source });
    return edited;
  }

  /** Moves a forum one state forward, or closes it; companies that take part are told. */
  async advanceForum(
    actor: Actor,
    forumId: string,
    to: ForumState,
    expectedVersion: number,
  ): Promise<Forum | EditConflict | WrongState | PublishedBySchedule> {
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      const refusal = refuseStaleEdit(forum, expectedVersion) ?? refuseAdvance(forum.state, to);
      return refusal ?? this.move(tx, actor, forum, to);
    });
  }

  /**
   * For the approval of a schedule, within its transaction, which has locked `forum` for update: from scheduling to published.
   * A forum that is published or running already stays as it is.
   */
  async publishWithin(tx: EntityManager, actor: Actor, forum: Forum): Promise<Forum | WrongState> {
    const refusal = refuseWrongState(forum.state, ['scheduling', 'published', 'running'] as const);
    if (refusal) return refusal;
    return forum.state === 'scheduling' ? this.move(tx, actor, forum, 'published') : forum;
  }

  /** @throws NotFound also when the actor may not see it */
  async findForum(actor: Actor, forumId: string): Promise<Forum> {
    return readForum(this.dataSource.manager, actor, forumId, 'none');
  }

  /** Forums the actor may see, the latest made first; at most `first` older than the cursor. */
  async listForums(actor: Actor, first: number, before?: { createdAt: Date; id: string }): Promise<Forum[]> {
    const query = this.dataSource
      .getRepository(Forum)
      .createQueryBuilder('f')
      .orderBy('f.createdAt', 'DESC')
      .addOrderBy('f.id', 'DESC')
      .take(first);
    if (!actor.isAdministrator) {
      query.where(`(f.state <> 'draft' or f.id = any(:staffed))`, { staffed: [...actor.forumRoles.keys()] });
    }
    if (before) query.andWhere('(f.createdAt, f.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  private async move(tx: EntityManager, actor: Actor, forum: Forum, to: ForumState): Promise<Forum> {
    const from = forum.state;
    forum.state = to;
    const moved = await tx.save(forum);
    await this.record(tx, actor, 'forum.advanced', forum.id, { state: from }, { state: to });
    const participations = await tx.find(Participation, {
      where: [
        { forumId: forum.id, state: 'applied' },
        { forumId: forum.id, state: 'approved' },
      ],
      select: { companyId: true },
    });
    await this.notifications.tellCompanies(
      tx,
      participations.map(({ companyId }) => companyId),
      { kind: 'forum.advanced', parameters: { forumName: forum.nameEn, state: to }, forumId: forum.id },
    );
    return moved;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    forumId: string,
    before?: Record<string, unknown>,
    after?: Record<string, unknown>,
  ): Promise<void> {
    const subject = { subjectType: 'forum', subjectId: forumId, forumId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, before, after });
  }
}

async function findAccountId(tx: EntityManager, email: string): Promise<string | null> {
  const account = await tx.findOne(Account, { where: { email: email.trim().toLowerCase() }, select: { id: true } });
  return account?.id ?? null;
}
