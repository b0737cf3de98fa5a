import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScheduleBed, type ScheduledForum } from '#testing';
import { BadInput } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { MeetingRequest } from '../meetings/meeting-request.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import type { RenewedDraft } from './draft-renewals.service.js';
import type { ScheduleDraft } from './schedule-draft.entity.js';
import { DraftOutdated, MeetingFixed } from './schedule-draft.refusals.js';
import type { Place } from './schedule-rows.js';

const reason = 'The hall closes early.';

describe('the approval of a draft', () => {
  let bed: ScheduleBed;
  let here: ScheduledForum;
  beforeAll(async () => {
    bed = await ScheduleBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    here = await bed.insertForum();
  });

  const agree = (...parties: number[]) =>
    bed.agree(
      here.forum,
      parties.map((index) => here.companies[index]!),
    );
  const approve = ({ id, version }: ScheduleDraft, given: string | null = null) =>
    bed.approvals.approve(here.organizer, { scheduleDraftId: id, expectedVersion: version, reason: given }, bed.now);
  /** A draft that is published now. */
  async function publish(): Promise<ScheduleDraft> {
    const approved = await approve(await bed.makeDraft(here));
    expect(approved).toMatchObject({ state: 'approved', approvedAt: bed.now });
    return approved as ScheduleDraft;
  }
  const edit = ({ id, version }: ScheduleDraft, draftMeetingId: string) => ({
    scheduleDraftId: id,
    draftMeetingId,
    expectedVersion: version,
  });
  const move = async (draft: ScheduleDraft, id: string, to: Place): Promise<ScheduleDraft> => {
    const moved = await bed.edits.moveDraftMeeting(here.organizer, { ...edit(draft, id), ...to }, bed.now);
    expect(moved).toMatchObject({ state: 'ready' });
    return moved as ScheduleDraft;
  };
  const meetingOf = (meetingRequestId: string): Promise<Meeting> =>
    bed.database.dataSource
      .getRepository(Meeting)
      .findOneOrFail({ where: { meetingRequestId }, order: { sequence: 'DESC' } });
  const requestState = async (id: string) =>
    (await bed.database.dataSource.getRepository(MeetingRequest).findOneByOrFail({ id })).state;
  /** Which members were told, by index. */
  const toldOf = async (kind: NotificationKind): Promise<number[]> => {
    const news = await bed.database.dataSource.getRepository(Notification).findBy({ forumId: here.forum.id, kind });
    return news.map(({ accountId }) => here.members.findIndex((member) => member.accountId === accountId)).sort();
  };
  const placeOf = (slot: number, table: number): Place => ({
    slotId: here.slots[slot]!.id,
    tableId: here.tables[table]!.id,
  });

  it('publishes forum and meetings at once, and tells exactly those who meet', async () => {
    const [pair, triple] = [await agree(0, 1), await agree(0, 1, 2)];
    const draft = await bed.makeDraft(here);
    const preview = await bed.approvals.preview(here.organizer, draft.id, bed.now);
    expect(preview).toMatchObject({ moved: [], tablesChanged: [], withdrawn: [], overtaken: [] });
    expect(preview.added.map(({ meeting }) => meeting.id).sort()).toEqual([pair, triple].sort());
    expect(preview.companyIds).toEqual([0, 1, 2].map((index) => here.companies[index]!.id).sort());
    expect(await approve(draft)).toMatchObject({ state: 'approved' });

    const forum = await bed.database.dataSource.getRepository(Forum).findOneByOrFail({ id: here.forum.id });
    expect(forum).toMatchObject({ state: 'published', scheduleVersion: 1 });
    const places = await bed.placesOf(draft);
    expect(await meetingOf(triple)).toMatchObject({
      ...places[triple]!,
      origin: 'schedule',
      state: 'planned',
      sequence: 0,
      scheduleVersion: 1,
    });
    expect([await requestState(pair), await requestState(triple)]).toEqual(['scheduled', 'scheduled']);
    const seats = await bed.database.dataSource.query(
      'select count(*)::int as count from attendance where forum_id = $1',
      [here.forum.id],
    );
    expect(seats).toEqual([{ count: 5 }]);
    expect(await toldOf('meeting.scheduled')).toEqual([0, 0, 1, 1, 2]);
    expect(await approve(draft)).toMatchObject({ code: 'EDIT_CONFLICT' });
  });

  it('moves and withdraws in one go, also when two meetings change places', async () => {
    const [first, second, third] = [await agree(0, 1), await agree(0, 2), await agree(2, 3)];
    await publish();
    let draft = await bed.makeDraft(here);
    const before = await bed.placesOf(draft);
    // Two of one company exchange their slots, by way of the free one.
    const unplaced = await bed.edits.unplaceDraftMeeting(here.organizer, edit(draft, third), bed.now);
    const used = [before[first]!.slotId, before[second]!.slotId];
    const free = here.slots.find(({ id }) => !used.includes(id))!;
    draft = await move(unplaced as ScheduleDraft, second, { slotId: free.id, tableId: here.tables[2]!.id });
    draft = await move(draft, first, before[second]!);
    draft = await move(draft, second, before[first]!);

    await expect(approve(draft)).rejects.toThrow(BadInput);
    expect(await approve(draft, reason)).toMatchObject({ state: 'approved', evidence: { moved: 3 } });
    expect(await meetingOf(first)).toMatchObject({ ...before[second]!, sequence: 1, scheduleVersion: 2 });
    expect(await meetingOf(second)).toMatchObject({ ...before[first]!, sequence: 1 });
    expect(await meetingOf(third)).toMatchObject({ state: 'cancelled', cancelReason: reason, sequence: 1 });
    expect(await requestState(third)).toBe('agreed');
    expect(await toldOf('meeting.moved')).toEqual([0, 0, 1, 2]);
    expect(await toldOf('meeting.cancelled')).toEqual([2, 3]);
  });

  const book = async (one: number, other: number, place: Place): Promise<Meeting> => {
    const booked = await bed.bookings.bookMeeting(
      here.members[one]!,
      {
        forumId: here.forum.id,
        companyId: here.companies[one]!.id,
        otherCompanyId: here.companies[other]!.id,
        ...place,
        idempotencyKey: randomUUID(),
      },
      bed.now,
    );
    expect(booked).toBeInstanceOf(Meeting);
    return booked as Meeting;
  };
  const consent = () =>
    bed.database.dataSource
      .getRepository(Participation)
      .update({ forumId: here.forum.id }, { hasStandingConsent: true });
  const rebase = async ({ id, version }: ScheduleDraft): Promise<RenewedDraft> =>
    (await bed.renewals.rebase(
      here.organizer,
      { scheduleDraftId: id, expectedVersion: version },
      bed.now,
    )) as RenewedDraft;

  it('refuses a draft whose place was booked since, until it is rebased', async () => {
    await agree(1, 3);
    await publish();
    await consent();
    const [late, other] = [await agree(0, 1), await agree(1, 2)];
    const draft = await bed.makeDraft(here);
    const { [late]: place } = await bed.placesOf(draft);
    const booking = await book(0, 2, place!);

    const refused = (await approve(draft)) as DraftOutdated;
    expect(refused).toBeInstanceOf(DraftOutdated);
    expect(refused.overtaken).toEqual([
      {
        draftMeetingId: late,
        overtaking: 'no_place',
        obstacles: [
          { kind: 'party-busy', participant: expect.any(String) as unknown as string, meetings: [booking.id] },
          { kind: 'table-taken', meetings: [booking.id] },
        ],
      },
    ]);
    const { draft: rebased, overtaken } = await rebase(draft);
    expect(overtaken).toEqual(refused.overtaken);
    expect(await bed.placesOf(rebased)).toMatchObject({ [booking.id]: place, [other]: expect.anything() as object });
    expect(rebased.unplaced.map(({ meeting }) => meeting)).toEqual([late]);
    expect(await bed.edits.unplaceDraftMeeting(here.organizer, edit(rebased, booking.id), bed.now)).toBeInstanceOf(
      MeetingFixed,
    );
    expect(await approve(rebased)).toMatchObject({ state: 'approved' });
    expect(await meetingOf(other)).toMatchObject({ state: 'planned' });
    expect(await requestState(late)).toBe('agreed');
  });

  it('leaves a published meeting where it is when the place it was pinned to is taken', async () => {
    const first = await agree(0, 1);
    const before = (await bed.placesOf(await publish()))[first]!;
    await consent();
    const free = here.slots.find(({ id }) => id !== before.slotId)!;
    const to = { slotId: free.id, tableId: here.tables[1]!.id };
    const moved = await move(await bed.makeDraft(here), first, to);
    const pin = { ...edit(moved, first), isPinned: true };
    const pinned = (await bed.edits.pinDraftMeeting(here.organizer, pin, bed.now)) as ScheduleDraft;
    const { id: booked } = await book(2, 3, to);

    const { draft: rebased, overtaken } = await rebase(pinned);
    expect(overtaken).toMatchObject([{ draftMeetingId: first, overtaking: 'no_place' }]);
    expect(await bed.placesOf(rebased)).toEqual({ [first]: before, [booked]: to });
    const preview = await bed.approvals.preview(here.organizer, rebased.id, bed.now);
    expect(preview).toMatchObject({ added: [], moved: [], withdrawn: [], companyIds: [] });
  });

  it('refuses a draft with meetings that were booked, moved, cancelled or withdrawn since', async () => {
    const [moved, cancelled] = [await agree(0, 1), await agree(2, 3)];
    await publish();
    const [booked, withdrawn] = [await agree(0, 2), await agree(1, 3)];
    const draft = await bed.makeDraft(here);
    const change = async (id: string) => {
      const meeting = await meetingOf(id);
      return { meetingId: meeting.id, expectedVersion: meeting.version, reason };
    };
    const places = await bed.placesOf(draft);
    await bed.changes.cancelMeeting(here.members[2]!, { ...(await change(cancelled)), isOver: true }, bed.now);
    const free = here.slots.find(({ id }) => id !== places[moved]!.slotId)!;
    await bed.changes.moveMeeting(here.members[0]!, { ...(await change(moved)), slotId: free.id }, bed.now);
    const isThird = ({ id }: { id: string }) => ![free.id, places[moved]!.slotId].includes(id);
    await book(0, 2, { slotId: here.slots.find(isThird)!.id, tableId: here.tables[1]!.id });
    await bed.database.dataSource.getRepository(MeetingRequest).update({ id: withdrawn }, { state: 'withdrawn' });

    const { overtaken } = (await approve(draft, reason)) as DraftOutdated;
    const found = Object.fromEntries(overtaken.map((one) => [one.draftMeetingId, one.overtaking]));
    expect(found).toEqual({
      [moved]: 'changed',
      [cancelled]: 'cancelled',
      [booked]: 'booked',
      [withdrawn]: 'withdrawn',
    });

    const { draft: rebased } = await rebase(draft);
    const now = await bed.placesOf(rebased);
    expect(Object.keys(now).sort()).toEqual([moved, booked].sort());
    expect(now[moved]!.slotId).toBe(free.id);
    expect(await approve(rebased)).toMatchObject({ state: 'approved' });
  });

  it('restores the places of an earlier schedule as a new draft, checked against today', async () => {
    const [first, second] = [await agree(0, 1), await agree(0, 2)];
    const earlier = await publish();
    const before = await bed.placesOf(earlier);
    let draft = await bed.makeDraft(here);
    draft = await move(draft, first, placeOf(2, 1));
    const without = await bed.edits.unplaceDraftMeeting(here.organizer, edit(draft, second), bed.now);
    await approve(without as ScheduleDraft, reason);
    expect(await meetingOf(second)).toMatchObject({ state: 'cancelled' });

    const input = { scheduleDraftId: earlier.id, idempotencyKey: randomUUID() };
    const { draft: restored, overtaken } = (await bed.renewals.restore(here.organizer, input, bed.now)) as RenewedDraft;
    expect({ overtaken, restoredFromId: restored.restoredFromId }).toEqual({
      overtaken: [],
      restoredFromId: earlier.id,
    });
    expect(await bed.placesOf(restored)).toEqual(before);
    const again = (await bed.renewals.restore(here.organizer, input, bed.now)) as RenewedDraft;
    expect(again.draft.id).toBe(restored.id);

    const difference = await bed.drafts.compare(here.organizer, restored.id, null);
    expect(difference.onlyInA.map(({ meeting }) => meeting)).toEqual([second]);
    expect(difference.moved.map(({ meeting }) => meeting)).toEqual([first]);
    expect(await bed.drafts.compare(here.organizer, restored.id, earlier.id)).toEqual({
      onlyInA: [],
      onlyInB: [],
      moved: [],
      tablesChanged: [],
      optionsOfA: earlier.options,
      optionsOfB: earlier.options,
      differentOptions: [],
    });
    expect(await approve(restored, reason)).toMatchObject({ state: 'approved' });
    expect(await requestState(second)).toBe('scheduled');
  });
});
