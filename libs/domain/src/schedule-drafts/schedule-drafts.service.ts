import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { compareSchedules, type Placement, type ScheduleDifference, type UnplacedMeeting } from '#scheduling';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { BadInput, NotFound } from '../domain-error.js';
import { placementOf } from './draft-placements.js';
import { listDraftMeetings, readDraft, scheduleDraftTopic } from './draft.queries.js';
import { DraftMeeting, ScheduleDraft, type RunOptionName, type RunOptions } from './schedule-draft.entity.js';
import { differentOptions } from './schedule-draft.rules.js';
import { readScheduleRows } from './schedule-rows.queries.js';

/** A meeting that a draft leaves out. */
export interface UnplacedDraftMeeting {
  meeting: DraftMeeting;
  cause: UnplacedMeeting;
  /** Whether no better schedule exists than the one that leaves it out. */
  isProvenBest: boolean;
}

/** How the schedules A and B of two drafts differ, and what was asked of their runs; B may be what is published. */
export interface DraftComparison extends ScheduleDifference {
  optionsOfA: RunOptions;
  optionsOfB: RunOptions | null;
  differentOptions: RunOptionName[];
}

/** What the staff of a forum sees of its schedule drafts; nobody else does. */
@Injectable()
export class ScheduleDraftsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signals: Signals,
  ) {}

  /** @throws NotFound when there is none, and alike for everybody but the forum's staff */
  async find(actor: Actor, id: string): Promise<ScheduleDraft> {
    return readDraft(this.dataSource.manager, actor, id);
  }

  /** The draft as it is now and after each change. */
  async watch(actor: Actor, id: string): Promise<AsyncIterableIterator<ScheduleDraft>> {
    await this.find(actor, id);
    return this.signals.watch(scheduleDraftTopic(id), () => this.find(actor, id));
  }

  /** A forum's runs and drafts, newest first; at most `first` older than the cursor. */
  async list(
    actor: Actor,
    forumId: string,
    first: number,
    before?: { createdAt: Date; id: string },
  ): Promise<ScheduleDraft[]> {
    if (!isStaffOf(actor, forumId)) throw new NotFound('forum', forumId);
    const query = this.dataSource
      .getRepository(ScheduleDraft)
      .createQueryBuilder('draft')
      .where('draft.forumId = :forumId', { forumId })
      .orderBy('draft.createdAt', 'DESC')
      .addOrderBy('draft.id', 'DESC')
      .take(first);
    if (before) query.andWhere('(draft.createdAt, draft.id) < (:createdAt, :id)', before);
    return query.getMany();
  }

  /** The placed meetings of a draft the actor was shown, in order of time, then id; each with its slot. */
  async listPlaced(
    draft: ScheduleDraft,
    first: number,
    after?: { startsAt: Date; id: string },
  ): Promise<DraftMeeting[]> {
    const query = this.dataSource
      .getRepository(DraftMeeting)
      .createQueryBuilder('meeting')
      .innerJoinAndSelect('meeting.slot', 'slot')
      .where('meeting.scheduleDraftId = :id', { id: draft.id })
      .orderBy('slot.startsAt')
      .addOrderBy('meeting.id')
      .take(first);
    if (after) query.andWhere('(slot.startsAt, meeting.id) > (:startsAt, :after)', { ...after, after: after.id });
    return query.getMany();
  }

  /** What a draft leaves out and why, in order of meeting; at most `first` after that of `afterId`. */
  async listUnplaced(draft: ScheduleDraft, first: number, afterId?: string): Promise<UnplacedDraftMeeting[]> {
    const causes = draft.unplaced.filter(({ meeting }) => afterId === undefined || meeting > afterId).slice(0, first);
    const ids = causes.map(({ meeting }) => meeting);
    const meetings = await this.dataSource
      .getRepository(DraftMeeting)
      .findBy({ scheduleDraftId: draft.id, id: In(ids) });
    const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
    const isProvenBest = draft.evidence?.endedBy === 'proven-best';
    return causes.map((cause) => ({ meeting: byId.get(cause.meeting)!, cause, isProvenBest }));
  }

  /**
   * How two drafts of one forum differ.
   *
   * @param otherId null: the published schedule as it is now
   */
  async compare(actor: Actor, id: string, otherId: string | null): Promise<DraftComparison> {
    const tx = this.dataSource.manager;
    const draft = await readDraft(tx, actor, id);
    const other = otherId === null ? null : await readDraft(tx, actor, otherId);
    if (other && other.forumId !== draft.forumId) {
      throw new BadInput([{ field: 'otherId', allowed: 'a draft of the same forum' }]);
    }
    const placements = await readPlacements(tx, draft);
    const otherPlacements = other ? await readPlacements(tx, other) : await readPublished(tx, draft.forumId);
    return {
      ...compareSchedules(placements, otherPlacements),
      optionsOfA: draft.options,
      optionsOfB: other?.options ?? null,
      differentOptions: other ? differentOptions(draft.options, other.options) : [],
    };
  }
}

async function readPlacements(tx: EntityManager, draft: ScheduleDraft): Promise<Placement[]> {
  return (await listDraftMeetings(tx, draft.id)).flatMap(placementOf);
}

async function readPublished(tx: EntityManager, forumId: string): Promise<Placement[]> {
  const { standing } = await readScheduleRows(tx, forumId);
  return standing.map(({ id, meetingRequestId, slotId, tableId }) => {
    return { meeting: meetingRequestId ?? id, slot: slotId, table: tableId };
  });
}
