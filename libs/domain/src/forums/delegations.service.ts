import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';
import { isMemberOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requireNoFaults, requirePermission } from '../domain-error.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { Delegation } from './delegation.entity.js';
import {
  delegationBounds,
  delegationFaults,
  meetingsOutside,
  toStored,
  type DelegationInput,
} from './delegation.rules.js';
import type { Forum } from './forum.entity.js';
import { openStates } from './forum.rules.js';
import type { Participation } from './participation.entity.js';
import { lockParticipation } from './participation.queries.js';
import { DelegationNameTaken, LastDelegation, MeetingsInTheWay, TooManyDelegations } from './participation.refusals.js';
import { SubForum } from './programme.entities.js';
import { readSeatedMeetings } from './seated-meetings.js';

/** What a company's people decide about those who sit in its meetings. */
@Injectable()
export class DelegationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** @throws BadInput naming each field at fault */
  async create(
    actor: Actor,
    participationId: string,
    input: DelegationInput,
    idempotencyKey: string,
  ): Promise<Delegation | WrongState | DelegationNameTaken | TooManyDelegations> {
    const once = {
      accountId: actor.accountId,
      key: idempotencyKey,
      operation: 'createDelegation',
      input: { participationId, ...input },
    };
    return inTransaction(this.dataSource, async (tx) => {
      const { participation, forum } = await lockOwn(tx, actor, participationId);
      return createOnce<Delegation, WrongState | DelegationNameTaken | TooManyDelegations>(
        tx,
        once,
        async () => {
          requireNoFaults(await readFaults(tx, input, forum));
          const refusal = refuseChange(participation, forum);
          if (refusal) return refusal;
          if (await tx.existsBy(Delegation, { participationId, name: input.name })) {
            return new DelegationNameTaken(input.name);
          }
          const { delegations: maximum } = delegationBounds;
          if ((await tx.countBy(Delegation, { participationId, archivedAt: IsNull() })) >= maximum) {
            return new TooManyDelegations(maximum);
          }

          const { forumId, companyId } = participation;
          const made = await tx.save(
            tx.create(Delegation, { participationId, forumId, companyId, ...delegationColumns(input) }),
          );
          await this.record(tx, actor, made, 'created');
          return made;
        },
        (id) => tx.findOneByOrFail(Delegation, { id }),
      );
    });
  }

  /** Changes everything a company says of a delegation; its published meetings must still fit. */
  async edit(
    actor: Actor,
    id: string,
    input: DelegationInput,
    expectedVersion: number,
  ): Promise<Delegation | EditConflict | WrongState | DelegationNameTaken | MeetingsInTheWay> {
    return inTransaction(this.dataSource, async (tx) => {
      const { delegation, participation, forum } = await lockDelegation(tx, actor, id);
      requireNoFaults(await readFaults(tx, input, forum));
      const { participationId } = delegation;
      const isNameTaken = await tx.existsBy(Delegation, { participationId, name: input.name, id: Not(id) });
      const outside = meetingsOutside(await readSeatedMeetings(tx, [id]), input);
      const refusal =
        refuseStaleEdit(delegation, expectedVersion) ??
        refuseArchived(delegation) ??
        refuseChange(participation, forum) ??
        (isNameTaken ? new DelegationNameTaken(input.name) : null) ??
        (outside.length > 0 ? new MeetingsInTheWay(outside.length) : null);
      if (refusal) return refusal;

      const saved = await tx.save(Object.assign(delegation, delegationColumns(input)));
      await this.record(tx, actor, saved, 'edited');
      return saved;
    });
  }

  /** Sends a delegation home for good; what names it keeps naming it. */
  async archive(
    actor: Actor,
    id: string,
    expectedVersion: number,
    now: Date,
  ): Promise<Delegation | EditConflict | WrongState | LastDelegation | MeetingsInTheWay> {
    return inTransaction(this.dataSource, async (tx) => {
      const { delegation, participation, forum } = await lockDelegation(tx, actor, id);
      const { participationId } = delegation;
      const others = await tx.countBy(Delegation, { participationId, archivedAt: IsNull(), id: Not(id) });
      const meetings = await readSeatedMeetings(tx, [id]);
      const refusal =
        refuseStaleEdit(delegation, expectedVersion) ??
        refuseArchived(delegation) ??
        refuseChange(participation, forum) ??
        (others === 0 ? new LastDelegation() : null) ??
        (meetings.length > 0 ? new MeetingsInTheWay(meetings.length) : null);
      if (refusal) return refusal;

      delegation.archivedAt = now;
      const saved = await tx.save(delegation);
      await this.record(tx, actor, saved, 'archived');
      return saved;
    });
  }

  /** Those of each of these participations that are not archived, by name; the caller has checked who may see them. */
  async listOf(participationIds: readonly string[]): Promise<Delegation[]> {
    return this.dataSource.getRepository(Delegation).find({
      where: { participationId: In([...participationIds]), archivedAt: IsNull() },
      order: { name: 'ASC', id: 'ASC' },
    });
  }

  private record(tx: EntityManager, actor: Actor, { id, forumId }: Delegation, what: string): Promise<void> {
    const subject = { subjectType: 'delegation', subjectId: id, forumId };
    return this.audit.record(tx, { accountId: actor.accountId, action: `delegation.${what}`, ...subject });
  }
}

async function lockOwn(
  tx: EntityManager,
  actor: Actor,
  participationId: string,
  delegationsWanted: { delegationId: string } | 'none' = 'none',
) {
  const locked = await lockParticipation(tx, actor, participationId, delegationsWanted);
  requirePermission(isMemberOf(actor, locked.participation.companyId));
  return locked;
}

async function lockDelegation(tx: EntityManager, actor: Actor, id: string) {
  const found = await tx.findOneBy(Delegation, { id });
  if (!found) throw new NotFound('delegation', id);
  const locked = await lockOwn(tx, actor, found.participationId, { delegationId: id }).catch((error: unknown) => {
    // The same words as for an id that does not exist, with nothing of the participation in them.
    throw error instanceof NotFound ? new NotFound('delegation', id) : error;
  });
  return { delegation: locked.delegations[0]!, ...locked };
}

async function readFaults(tx: EntityManager, input: DelegationInput, forum: Forum) {
  const subForums = await tx.find(SubForum, { where: { forumId: forum.id }, select: { id: true } });
  return delegationFaults(input, { ...forum, subForumIds: new Set(subForums.map(({ id }) => id)) });
}

function refuseChange(participation: Participation, forum: Forum): WrongState | null {
  return refuseWrongState(forum.state, openStates) ?? refuseWrongState(participation.state, ['approved']);
}

function refuseArchived(delegation: Delegation): WrongState | null {
  return refuseWrongState(delegation.archivedAt ? 'archived' : 'active', ['active']);
}

function delegationColumns({ availability, pauses, ...input }: DelegationInput) {
  return { ...input, availability: availability && toStored(availability), pauses: toStored(pauses) };
}
