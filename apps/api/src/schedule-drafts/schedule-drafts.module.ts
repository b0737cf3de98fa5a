import { Module } from '@nestjs/common';
import { DraftApprovalsResolver } from './draft-approvals.resolver.js';
import { DraftEditsResolver } from './draft-edits.resolver.js';
import { DraftFilesController } from './draft-files.controller.js';
import {
  DraftMeetingFieldsResolver,
  ObstacleFieldsResolver,
  PlacementFieldsResolver,
  SlotObstaclesFieldsResolver,
  UnplacedMeetingFieldsResolver,
} from './draft-fields.resolver.js';
import './schedule-drafts.messages.js';
import { ScheduleDraftsResolver } from './schedule-drafts.resolver.js';

@Module({
  controllers: [DraftFilesController],
  providers: [
    DraftApprovalsResolver,
    DraftEditsResolver,
    DraftMeetingFieldsResolver,
    ObstacleFieldsResolver,
    PlacementFieldsResolver,
    ScheduleDraftsResolver,
    SlotObstaclesFieldsResolver,
    UnplacedMeetingFieldsResolver,
  ],
})
export class ScheduleDraftsModule {}
