import { constants, setPriority } from 'node:os';

/**
 * Lets whoever waits for an answer go first: this thread gets what processor time the others of the machine leave, and all of it when they rest.
 * On Linux alone, where a thread has a priority of its own; elsewhere it would be that of the whole process.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
