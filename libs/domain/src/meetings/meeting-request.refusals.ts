import { Refusal } from '../refusal.js';
import type { PartyAnswer } from './meeting-request.entity.js';

/** The company has said yes to as many requests, open or agreed, as it may have meetings at this forum. */
export class RequestQuotaReached extends Refusal {
  readonly code = 'REQUEST_QUOTA_REACHED';
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
