import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ScheduleBed } from '#testing';
import { meetingRequestTopic } from '../meetings/meeting-request-signals.js';
import { MeetingRequest } from '../meetings/meeting-request.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';

let bed: ScheduleBed;
beforeAll(async () => {
  bed = await ScheduleBed.open();
});
afterAll(() => bed.close());

it('shows whoever watches a request that its meeting is published, cancelled, booked and over', async () => {
  const here = await bed.insertForum();
  const { forum, organizer, companies, members, slots } = here;
  const id = await bed.agree(forum, [companies[0]!, companies[1]!]);
  const { manager } = bed.database.dataSource;
  const read = async () => (await manager.findOneByOrFail(MeetingRequest, { id })).state;
  const states = bed.signals.watch(meetingRequestTopic(id), read);
  const next = async (): Promise<unknown> => (await states.next()).value;
  const cancel = async (isOver: boolean) => {
    const meeting = await manager.findOneByOrFail(Meeting, { meetingRequestId: id, state: 'planned' });
    const input = { meetingId: meeting.id, expectedVersion: meeting.version, reason: null, isOver };
    return bed.changes.cancelMeeting(members[0]!, input, bed.now);
  };
  expect(await next()).toBe('agreed');

  const draft = await bed.makeDraft(here);
  const approval = { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: null };
  await bed.approvals.approve(organizer, approval, bed.now);
  expect(await next()).toBe('scheduled');

  await cancel(false);
  expect(await next()).toBe('agreed');

  const pair = { companyId: companies[0]!.id, otherCompanyId: companies[1]!.id };
  const booking = { forumId: forum.id, ...pair, slotId: slots[0]!.id, idempotencyKey: randomUUID() };
  await bed.bookings.bookMeeting(members[0]!, booking, bed.now);
  expect(await next()).toBe('scheduled');

  await cancel(true);
  expect(await next()).toBe('withdrawn');
  await states.return?.();
}, 8_000);
