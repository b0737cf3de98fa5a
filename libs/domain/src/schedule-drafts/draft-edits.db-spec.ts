import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorOf, insertAccount, ScheduleBed, type ScheduledForum } from '#testing';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { EditConflict } from '../refusal.js';
import type { ScheduleDraft } from './schedule-draft.entity.js';
import { PlaceObstructed } from './schedule-draft.refusals.js';

describe('an edit of a draft', () => {
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

  const edit = (draft: ScheduleDraft, draftMeetingId: string) => ({
    scheduleDraftId: draft.id,
    draftMeetingId,
    expectedVersion: draft.version,
  });

  it('moves a meeting where nothing is in its way, and else says what is', async () => {
    const [first, second] = [await agree(0, 1), await agree(0, 2)];
    const draft = await bed.makeDraft(here);
    const places = await bed.placesOf(draft);
    const taken = { ...edit(draft, first), ...places[second]! };
    expect(await bed.edits.moveDraftMeeting(here.organizer, taken, bed.now)).toEqual(
      new PlaceObstructed([
        { kind: 'party-busy', participant: expect.any(String) as unknown as string, meetings: [second] },
        { kind: 'table-taken', meetings: [second] },
      ]),
    );
    const used = Object.values(places).map(({ slotId }) => slotId);
    const free = here.slots.find(({ id }) => !used.includes(id))!;
    const moved = await bed.edits.moveDraftMeeting(
      here.organizer,
      { ...edit(draft, first), slotId: free.id, tableId: here.tables[2]!.id },
      bed.now,
    );
    expect(moved).toMatchObject({ isEdited: true, evidence: { weight: 4, meetings: 2 } });
    expect(await bed.placesOf(draft)).toMatchObject({ [first]: { slotId: free.id, tableId: here.tables[2]!.id } });
    expect(await bed.edits.unplaceDraftMeeting(here.organizer, edit(draft, first), bed.now)).toBeInstanceOf(
      EditConflict,
    );
    const nowhere = bed.edits.moveDraftMeeting(
      here.organizer,
      { ...edit(moved as ScheduleDraft, first), slotId: here.forum.id, tableId: here.forum.id },
      bed.now,
    );
    await expect(nowhere).rejects.toThrow(BadInput);
  });

  it('counts the evidence again when it takes a meeting out', async () => {
    const [first] = [await agree(0, 1), await agree(0, 2)];
    const draft = await bed.makeDraft(here);
    const edited = (await bed.edits.unplaceDraftMeeting(here.organizer, edit(draft, first), bed.now)) as ScheduleDraft;
    expect(edited.evidence).toMatchObject({ weight: 2, maxWeight: 4, meetings: 1, endedBy: 'stopped' });
    expect(edited.unplaced.map(({ meeting }) => meeting)).toEqual([first]);
  });

  it('pins a meeting, so that the next run keeps it there', async () => {
    const first = await agree(0, 1);
    const draft = await bed.makeDraft(here);
    const to = { slotId: here.slots[2]!.id, tableId: here.tables[1]!.id };
    const moved = (await bed.edits.moveDraftMeeting(
      here.organizer,
      { ...edit(draft, first), ...to },
      bed.now,
    )) as ScheduleDraft;
    const pinned = await bed.edits.pinDraftMeeting(here.organizer, { ...edit(moved, first), isPinned: true }, bed.now);
    expect(pinned).toMatchObject({ version: moved.version + 1 });
    await agree(0, 2);
    await agree(1, 2);
    const next = await bed.makeDraft(here, { seed: 7 });
    expect(await bed.placesOf(next)).toMatchObject({ [first]: to });
    expect(next.evidence).toMatchObject({ meetings: 3 });
  });

  it('is for organizers alone', async () => {
    const first = await agree(0, 1);
    const draft = await bed.makeDraft(here);
    const assistant = actorOf(await insertAccount(bed.database.dataSource), { forums: [[here.forum, 'assistant']] });
    expect(await bed.drafts.find(assistant, draft.id)).toMatchObject({ id: draft.id });
    const asked = [
      () => bed.edits.unplaceDraftMeeting(assistant, edit(draft, first), bed.now),
      () =>
        bed.approvals.approve(
          assistant,
          { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: null },
          bed.now,
        ),
      () => bed.renewals.rebase(assistant, { scheduleDraftId: draft.id, expectedVersion: draft.version }, bed.now),
      () => bed.start(assistant, here.forum),
    ];
    for (const refused of asked) await expect(refused()).rejects.toThrow(NotAllowed);
    await expect(bed.edits.unplaceDraftMeeting(here.members[0]!, edit(draft, first), bed.now)).rejects.toThrow(
      NotFound,
    );
  });
});
