import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requireNoFaults } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseWrongState, WrongState } from '../refusal.js';
import { inTransaction, sqlState } from '../transaction.js';
import { Forum } from './forum.entity.js';
import { readForum, readForumToOrganize } from './forum.policy.js';
import { LabelTaken, ProgrammeFull, SessionsOverlap, TableInUse } from './forum.refusals.js';
import { openStates } from './forum.rules.js';
import { Participation } from './participation.entity.js';
import { findClash, planSessions } from './plan-programme.js';
import { planTables } from './plan-tables.js';
import { ForumTable, Session, Slot, SubForum } from './programme.entities.js';
import { programmeBounds, type SessionTemplate, type TableTemplate } from './programme-template.js';
import { writeSessions, writeTables } from './write-programme.js';

/** One session on one day. */
export interface NewSession extends Omit<SessionTemplate, 'days' | 'subForumKey'> {
  date: string;
  subForumId?: string | null;
}

export interface NewTable extends Omit<TableTemplate, 'count' | 'subForumKey'> {
  subForumId?: string | null;
}

/** A forum's programme as the actor may see it: for whoever is neither staff nor takes part, tables without their links. */
export interface ForumProgramme {
  forum: Forum;
  subForums: SubForum[];
  /** In order of time, each with its slots. */
  sessions: (Session & { slots: Slot[] })[];
  /** In order of label, as people count: `A2` before `A10`. */
  tables: ForumTable[];
}

@Injectable()
export class ForumProgrammeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** @throws NotFound also when the actor may not see the forum */
  async readProgramme(actor: Actor, forumId: string): Promise<ForumProgramme> {
    const { manager } = this.dataSource;
    const forum = await readForum(manager, actor, forumId, 'none');
    const [subForums, sessions, slots, tables, isInside] = await Promise.all([
      manager.find(SubForum, { where: { forumId }, order: { nameEn: 'ASC' } }),
      manager.find(Session, { where: { forumId }, order: { startsAt: 'ASC', name: 'ASC' } }),
      manager.find(Slot, { where: { forumId }, order: { startsAt: 'ASC' } }),
      manager.findBy(ForumTable, { forumId }),
      takesPart(manager, actor, forumId),
    ]);
    const slotsBySession = new Map<string, Slot[]>(sessions.map(({ id }) => [id, []]));
    for (const slot of slots) slotsBySession.get(slot.sessionId)?.push(slot);
    const byLabel = new Intl.Collator('en', { numeric: true });
    return {
      forum,
      subForums,
      sessions: sessions.map((session) => Object.assign(session, { slots: slotsBySession.get(session.id)! })),
      tables: tables
        .sort((one, other) => byLabel.compare(one.label, other.label))
        .map((table) => (isInside ? table : Object.assign(table, { link: null }))),
    };
  }

  /**
   * Adds a session on one of the forum's days and cuts it into slots.
   *
   * @throws BadInput as for the sessions of a template
   */
  async addSession(
    actor: Actor,
    forumId: string,
    input: NewSession,
    idempotencyKey: string,
  ): Promise<Session | WrongState | SessionsOverlap | ProgrammeFull> {
    const operation = { operation: 'addSession', input: { forumId, ...input } };
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      return createOnce<Session, WrongState | SessionsOverlap | ProgrammeFull>(
        tx,
        { accountId: actor.accountId, key: idempotencyKey, ...operation },
        async () => {
          const refusal = refuseWrongState(forum.state, openStates);
          if (refusal) return refusal;
          const subForumIds = await readSubForumIds(tx, forumId);
          const { date, subForumId, ...pattern } = input;
          const venue = { timeZone: forum.timeZone, days: forum.days, subForumKeys: new Set(subForumIds.keys()) };
          const { faults, plan } = planSessions([{ ...pattern, days: [date], subForumKey: subForumId }], venue);
          requireNoFaults(faults.map(({ field, allowed }) => ({ field: singular(field, 'sessions[0]'), allowed })));

          const [session] = plan!;
          const present = await tx.findBy(Session, { forumId });
          const clash = present
            .map((other) => ({ ...other, subForumKey: other.subForumId }))
            .find((other) => findClash([session!, other]) !== null);
          if (clash) return new SessionsOverlap(clash.name, clash.date);
          const slotCount = await tx.countBy(Slot, { forumId });
          if (slotCount + session!.slots.length > programmeBounds.slots) {
            return new ProgrammeFull('slots', programmeBounds.slots);
          }

          const [id] = await writeSessions(tx, forum, plan!, subForumIds);
          await this.record(tx, actor, 'forum.session-added', 'session', id!, forumId);
          return tx.findOneByOrFail(Session, { id });
        },
        (id) => tx.findOneByOrFail(Session, { id }),
      );
    });
  }

  /** @throws BadInput as for the tables of a template */
  async addTable(
    actor: Actor,
    forumId: string,
    input: NewTable,
    idempotencyKey: string,
  ): Promise<ForumTable | WrongState | LabelTaken | ProgrammeFull> {
    const operation = { operation: 'addTable', input: { forumId, ...input } };
    return inTransaction(this.dataSource, async (tx) => {
      const forum = await readForumToOrganize(tx, actor, forumId);
      return createOnce<ForumTable, WrongState | LabelTaken | ProgrammeFull>(
        tx,
        { accountId: actor.accountId, key: idempotencyKey, ...operation },
        async () => {
          const refusal = refuseWrongState(forum.state, openStates);
          if (refusal) return refusal;
          const subForumIds = await readSubForumIds(tx, forumId);
          const { subForumId, ...table } = input;
          const { faults, plan } = planTables([{ ...table, subForumKey: subForumId }], new Set(subForumIds.keys()));
          requireNoFaults(faults.map(({ field, allowed }) => ({ field: singular(field, 'tables[0]'), allowed })));

          if (await tx.existsBy(ForumTable, { forumId, label: input.label })) return new LabelTaken(input.label);
          if ((await tx.countBy(ForumTable, { forumId })) >= programmeBounds.tables) {
            return new ProgrammeFull('tables', programmeBounds.tables);
          }

          const [id] = await writeTables(tx, forumId, plan!, subForumIds);
          await this.record(tx, actor, 'forum.table-added', 'forum-table', id!, forumId);
          return tx.findOneByOrFail(ForumTable, { id });
        },
        (id) => tx.findOneByOrFail(ForumTable, { id }),
      );
    });
  }

  /** Removes a table that no meeting and no schedule draft names; answers with the forum. */
  async removeTable(actor: Actor, tableId: string): Promise<Forum | WrongState | TableInUse> {
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        // Before the forum, as bookings lock them.
        const table = await tx.findOne(ForumTable, { where: { id: tableId }, lock: { mode: 'pessimistic_write' } });
        if (!table || !isStaffOf(actor, table.forumId)) throw new NotFound('table', tableId);
        const forum = await readForumToOrganize(tx, actor, table.forumId);
        const refusal = refuseWrongState(forum.state, openStates);
        if (refusal) return refusal;

        await tx.delete(ForumTable, { id: tableId });
        await this.record(tx, actor, 'forum.table-removed', 'forum-table', tableId, forum.id, { label: table.label });
        return forum;
      });
    } catch (error) {
      // Meetings and drafts stand below forums in the order of imports; their foreign keys speak for them.
      if (sqlState(error) === foreignKeyViolation) return new TableInUse();
      throw error;
    }
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    subjectType: string,
    subjectId: string,
    forumId: string,
    before?: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { accountId: actor.accountId, action, subjectType, subjectId, forumId, before });
  }
}

const foreignKeyViolation = '23503';

/** Staff, and members of a company that is approved: those for whom the links of online tables are. */
async function takesPart(tx: EntityManager, actor: Actor, forumId: string): Promise<boolean> {
  if (isStaffOf(actor, forumId)) return true;
  const companyIds = [...actor.companyRoles.keys()];
  return tx
    .createQueryBuilder(Participation, 'p')
    .where(`p.forumId = :forumId and p.state = 'approved' and p.companyId = any(:companyIds)`, { forumId, companyIds })
    .getExists();
}

/** The forum's sub-forums, each under its id as its key. */
async function readSubForumIds(tx: EntityManager, forumId: string): Promise<Map<string, string>> {
  const subForums = await tx.find(SubForum, { where: { forumId }, select: { id: true } });
  return new Map(subForums.map(({ id }) => [id, id]));
}

/** The field of a single session or table, out of its path in a template. */
function singular(field: string, prefix: string): string {
  const own = field.startsWith(`${prefix}.`) ? field.slice(prefix.length + 1) : field;
  return { days: 'date', subForumKey: 'subForumId' }[own] ?? own;
}
