import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ScheduleResult, SchedulingProblem } from '#scheduling';
import type { Actor } from '../accounts/actor.js';
import { NotFound } from '../domain-error.js';
import { placementOf } from './draft-placements.js';
import { listDraftMeetings, readDraft } from './draft.queries.js';
import { DraftProblem, type KeptSchedule } from './schedule-draft.entity.js';

/** A schedule with its evidence and certificates, as docs/schedule.schema.json has it. */
export interface ScheduleFile extends ScheduleResult {
  status: 'OPTIMAL' | 'FEASIBLE';
  /** From asking for the run to its end. */
  seconds: number;
  published: KeptSchedule;
}

/** A draft as the files that `check-schedule` takes, so that anybody can check it without this service. */
@Injectable()
export class DraftFilesService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound when the draft has no schedule, and alike for everybody but the forum's staff */
  async readProblem(actor: Actor, id: string): Promise<SchedulingProblem> {
    return (await this.read(actor, id)).problem;
  }

  /** @throws as `readProblem` */
  async readSchedule(actor: Actor, id: string): Promise<ScheduleFile> {
    return (await this.read(actor, id)).schedule;
  }

  /** Both as of one moment. */
  private read(actor: Actor, id: string): Promise<{ problem: SchedulingProblem; schedule: ScheduleFile }> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const { evidence, unplaced, createdAt, finishedAt } = await readDraft(tx, actor, id);
      const solved = await tx.findOneBy(DraftProblem, { scheduleDraftId: id });
      if (!solved || !evidence) throw new NotFound('schedule of a draft', id);
      const { problem, published } = solved;
      const schedule: ScheduleFile = {
        status: evidence.endedBy === 'proven-best' ? 'OPTIMAL' : 'FEASIBLE',
        seconds: (finishedAt!.getTime() - createdAt.getTime()) / 1000,
        published,
        placements: (await listDraftMeetings(tx, id)).flatMap(placementOf),
        evidence,
        unplaced,
      };
      return { problem, schedule };
    });
  }
}
