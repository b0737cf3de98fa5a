import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScheduleBed, type ScheduledForum } from '#testing';
import { BadInput } from '../domain-error.js';
import { Participation } from '../forums/participation.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { WrongState } from '../refusal.js';
import { ScheduleDraft } from './schedule-draft.entity.js';
import { DraftOutdated } from './schedule-draft.refusals.js';
import type { Place } from './schedule-rows.js';

const reason = 'The hall closes early.';

describe('a draft that is rebased and approved in one step', () => {
  let bed: ScheduleBed;
  let here: ScheduledForum;
  beforeAll(async () => {
    bed = await ScheduleBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    here = await bed.insertForum();
    await bed.database.dataSource
      .getRepository(Participation)
      .update({ forumId: here.forum.id }, { hasStandingConsent: true });
  });

  const agree = (...parties: number[]) =>
    bed.agree(
      here.forum,
      parties.map((index) => here.companies[index]!),
    );
  const inputOf = ({ id, version }: ScheduleDraft, given: string | null) => {
    return { scheduleDraftId: id, expectedVersion: version, reason: given };
  };
  const rebaseAndApprove = (draft: ScheduleDraft, given: string | null = null) =>
    bed.approvals.rebaseAndApprove(here.organizer, inputOf(draft, given), bed.now);
  const book = async (one: number, other: number, place: Place): Promise<Meeting> => {
    const input = {
      forumId: here.forum.id,
      companyId: here.companies[one]!.id,
      otherCompanyId: here.companies[other]!.id,
      ...place,
      idempotencyKey: randomUUID(),
    };
    const booked = await bed.bookings.bookMeeting(here.members[one]!, input, bed.now);
    expect(booked).toBeInstanceOf(Meeting);
    return booked as Meeting;
  };
  const meetingsOf = (meetingRequestId: string): Promise<Meeting[]> =>
    bed.database.dataSource.getRepository(Meeting).findBy({ meetingRequestId });
  const stored = ({ id }: ScheduleDraft) =>
    bed.database.dataSource.getRepository(ScheduleDraft).findOneByOrFail({ id });
  const move = async (draft: ScheduleDraft, draftMeetingId: string, to: Place): Promise<ScheduleDraft> => {
    const edit = { scheduleDraftId: draft.id, draftMeetingId, expectedVersion: draft.version, ...to };
    const moved = await bed.edits.moveDraftMeeting(here.organizer, edit, bed.now);
    expect(moved).toMatchObject({ state: 'ready' });
    return moved as ScheduleDraft;
  };
  const freePlace = (...taken: Place[]): Place => {
    const slot = here.slots.find(({ id }) => !taken.some(({ slotId }) => slotId === id))!;
    return { slotId: slot.id, tableId: here.tables[1]!.id };
  };

  it('publishes what still fits, says what was lost, and leaves bookings as they are', async () => {
    await agree(1, 3);
    await rebaseAndApprove(await bed.makeDraft(here));
    const [late, other] = [await agree(0, 1), await agree(1, 2)];
    const draft = await bed.makeDraft(here);
    const { [late]: place } = await bed.placesOf(draft);
    const booking = await book(0, 2, place!);
    const strict = await bed.approvals.approve(here.organizer, inputOf(draft, null), bed.now);
    expect(strict).toBeInstanceOf(DraftOutdated);

    const renewed = await rebaseAndApprove(draft);
    expect(renewed).toMatchObject({
      draft: { id: draft.id, state: 'approved', unplaced: [{ meeting: late }] },
      overtaken: [{ draftMeetingId: late, overtaking: 'no_place' }],
    });
    expect(await meetingsOf(other)).toMatchObject([{ state: 'planned', origin: 'schedule' }]);
    expect(await meetingsOf(late)).toEqual([]);
    const { dataSource } = bed.database;
    expect(await dataSource.getRepository(Meeting).findOneBy({ id: booking.id })).toMatchObject({
      ...place,
      version: 1,
    });
  });

  it('is refused whole where a published meeting would be withdrawn because it lost its place', async () => {
    const standing = await agree(0, 1);
    const first = await bed.makeDraft(here);
    await rebaseAndApprove(first);
    const { [standing]: before } = await bed.placesOf(first);
    const late = await agree(1, 2);
    const second = await bed.makeDraft(here);
    const to = freePlace(before!, (await bed.placesOf(second))[late]!);
    const draft = await move(await move(second, standing, to), late, before!);
    await book(2, 3, to);

    expect(await rebaseAndApprove(draft, reason)).toBeInstanceOf(DraftOutdated);
    expect(await stored(draft)).toMatchObject({ state: 'ready', version: draft.version });
    expect(await meetingsOf(standing)).toMatchObject([{ state: 'planned', ...before, version: 1 }]);
  });

  it('wants a reason when a meeting moves, and writes nothing without one', async () => {
    const standing = await agree(0, 1);
    const first = await bed.makeDraft(here);
    await rebaseAndApprove(first);
    const { [standing]: before } = await bed.placesOf(first);
    const draft = await move(await bed.makeDraft(here), standing, freePlace(before!));

    await expect(rebaseAndApprove(draft)).rejects.toThrow(BadInput);
    expect(await stored(draft)).toMatchObject({ state: 'ready', version: draft.version });
    expect(await rebaseAndApprove(draft, reason)).toMatchObject({ draft: { state: 'approved' }, overtaken: [] });
    expect(await rebaseAndApprove(await stored(draft), reason)).toBeInstanceOf(WrongState);
  });
});
