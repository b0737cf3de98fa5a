import { Injectable } from '@nestjs/common';
import { MeetingRequestDeparturesService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';

@Injectable()
export class LeaveMeetingRequestsProcessor implements JobProcessor<'leave-meeting-requests'> {
  readonly name = 'leave-meeting-requests';

  constructor(private readonly departures: MeetingRequestDeparturesService) {}

  run({ participationId, accountId }: JobPayloads['leave-meeting-requests'], { jobId }: JobRun): Promise<void> {
    return this.departures.leaveForum(participationId, accountId, jobId, new Date());
  }
}
