import { requireNoFaults, type InputFault } from '../domain-error.js';

/** Which entries: all conditions that are given must hold. */
export interface AuditFilter {
  /** Whose acts; null for everybody's and the service's own. */
  accountId: string | null;
  /** Acts such as `meeting.moved`, or subjects such as `meeting` for all of theirs; any of these will do, none means all. */
  actions: string[];
  /** What the act was about. */
  subjectId: string | null;
  /** `[since, until)` */
  since: Date | null;
  until: Date | null;
}

export const maxActions = 50;
export const maxActionLength = 100;

export const everyAct: AuditFilter = { accountId: null, actions: [], subjectId: null, since: null, until: null };

/** @throws BadInput naming what is too long or upside down; an unknown act finds nothing and is no fault */
export function checkAuditFilter({ actions, since, until }: AuditFilter): void {
  const faults: InputFault[] = [];
  const isBad = (action: string): boolean => action.length > maxActionLength || action.includes('\0');
  if (actions.length > maxActions || actions.some(isBad)) {
    faults.push({ field: 'actions', allowed: `at most ${maxActions}, each of at most ${maxActionLength} characters` });
  }
  if (since && until && since >= until) faults.push({ field: 'until', allowed: 'a time after since' });
  requireNoFaults(faults);
}
