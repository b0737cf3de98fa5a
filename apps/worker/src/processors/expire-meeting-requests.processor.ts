import { Injectable } from '@nestjs/common';
import { MeetingRequestExpiryService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';

@Injectable()
export class ExpireMeetingRequestsProcessor implements JobProcessor<'expire-meeting-requests'> {
  readonly name = 'expire-meeting-requests';

  constructor(private readonly expiry: MeetingRequestExpiryService) {}

  run({ meetingRequestId }: JobPayloads['expire-meeting-requests'], { jobId }: JobRun): Promise<void> {
    return this.expiry.expire(meetingRequestId, jobId, new Date());
  }
}
