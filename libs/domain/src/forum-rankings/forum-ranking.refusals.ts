import type { Side } from '#matching';
import { Refusal } from '../refusal.js';

/** The forum has a forum-wide run that has not ended. */
export class RankingInProgress extends Refusal {
  readonly code = 'RANKING_IN_PROGRESS';
  constructor(readonly forumRankingId: string) {
    super();
  }
}

/** There is no triple without a company of each side: no approved participant of these sides can be matched. */
export class SidesWithoutCompany extends Refusal {
  readonly code = 'SIDES_WITHOUT_COMPANY';
  constructor(readonly sides: Side[]) {
    super();
  }
}
