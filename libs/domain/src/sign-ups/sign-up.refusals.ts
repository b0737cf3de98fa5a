import { Refusal } from '../refusal.js';

/** Who is invited has this role already. */
export class AlreadyMember extends Refusal {
  readonly code = 'ALREADY_MEMBER';
}
