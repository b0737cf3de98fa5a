import { Refusal } from '../refusal.js';
import type { PartyAnswer } from './meeting-request.entity.js';

/** The company has said yes to as many meetings as it may have at this forum. */
export class QuotaReached extends Refusal {
  readonly code = 'QUOTA_REACHED';
  constructor(readonly quota: number) {
    super();
  }
}

/** These companies have an open request, or a meeting, already. */
export class AlreadyRequested extends Refusal {
  readonly code = 'ALREADY_REQUESTED';
  constructor(readonly meetingRequestId: string) {
    super();
  }
}

/** The company has given another answer before, or has left. */
export class AlreadyAnswered extends Refusal {
  readonly code = 'ALREADY_ANSWERED';
  constructor(readonly answer: PartyAnswer) {
    super();
  }
}

/** The meeting is under way or over: nobody leaves it any more. */
export class MeetingStarted extends Refusal {
  readonly code = 'MEETING_STARTED';
}
