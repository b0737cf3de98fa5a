import { In, type EntityManager } from 'typeorm';
import type { Signals } from '#jobs';
import { afterCommit } from '../transaction.js';
import { MeetingRequest, type MeetingRequestState } from './meeting-request.entity.js';

/** The signal that says: look at this meeting request again. */
export const meetingRequestTopic = (id: string): string => `meeting-requests.${id}`;

/** Says so once `tx` has committed. */
export function signalRequest(tx: EntityManager, signals: Signals, id: string): void {
  afterCommit(tx, () => signals.publish(meetingRequestTopic(id)));
}

/**
 * Follows what has become of the meetings of these requests, and lets those who watch them see it. Wants the requests locked;
 * what their parties do goes through `MeetingRequestJournal`.
 */
export async function setRequestState(
  tx: EntityManager,
  signals: Signals,
  ids: readonly string[],
  state: MeetingRequestState,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.update(MeetingRequest, { id: In([...ids]) }, { state });
  for (const id of ids) signalRequest(tx, signals, id);
}
