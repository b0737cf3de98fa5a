import { Controller, Get, Header, Param, ParseUUIDPipe } from '@nestjs/common';
import { BadInput, DraftFilesService, type Actor, type ScheduleFile } from '#domain';
import type { SchedulingProblem } from '#scheduling';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';

const uuid = new ParseUUIDPipe({ exceptionFactory: () => new BadInput([{ field: 'id', allowed: 'a UUID' }]) });

/** A draft as files, for `check-schedule`: docs/schedule-command.md. */
@Controller('schedule-drafts')
export class DraftFilesController {
  constructor(private readonly files: DraftFilesService) {}

  /** The problem that the draft's schedule solves. */
  @Access('forumStaff')
  @KeyScope('none')
  @Get(':id/problem.json')
  @Header('content-disposition', 'attachment; filename="problem.json"')
  problem(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<SchedulingProblem> {
    return this.files.readProblem(actor, id);
  }

  /** The draft's schedule with its evidence and certificates. */
  @Access('forumStaff')
  @KeyScope('none')
  @Get(':id/schedule.json')
  @Header('content-disposition', 'attachment; filename="schedule.json"')
  schedule(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<ScheduleFile> {
    return this.files.readSchedule(actor, id);
  }
}
