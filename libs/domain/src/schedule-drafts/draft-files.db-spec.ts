import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { checkProblem, checkSchedule, type Violation } from '#scheduling';
import { ScheduleBed, type ScheduledForum } from '#testing';
import { NotFound } from '../domain-error.js';
import { DraftFilesService, type ScheduleFile } from './draft-files.service.js';
import type { ScheduleDraft } from './schedule-draft.entity.js';

describe('the files of a draft', () => {
  let bed: ScheduleBed;
  let files: DraftFilesService;
  let here: ScheduledForum;
  beforeAll(async () => {
    bed = await ScheduleBed.open();
    files = new DraftFilesService(bed.database.dataSource);
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
  async function check({ id }: ScheduleDraft, change = (file: ScheduleFile) => file): Promise<Violation['rule'][]> {
    const problem = await files.readProblem(here.organizer, id);
    expect(checkProblem(problem)).toEqual([]);
    const { published, ...result } = change(await files.readSchedule(here.organizer, id));
    const { previous, maxMoves, allowUnplace } = published;
    const kept = { previous, allowUnplace, ...(maxMoves === null ? {} : { maxMoves }) };
    return checkSchedule(problem, result, kept).map(({ rule }) => rule);
  }

  it('are what its certificates were made for, and a changed placement does not pass', async () => {
    const [first, second] = [await agree(0, 1), await agree(0, 2), await agree(1, 2, 3)];
    const draft = await bed.makeDraft(here, { fairness: 2 });
    expect(await check(draft)).toEqual([]);
    const { status, placements, evidence } = await files.readSchedule(here.organizer, draft.id);
    expect({ status, placed: placements.length, fairness: evidence.fairness?.asked }).toEqual({
      status: evidence.endedBy === 'proven-best' ? 'OPTIMAL' : 'FEASIBLE',
      placed: 3,
      fairness: 2,
    });

    const clash = (file: ScheduleFile): ScheduleFile => {
      const { slot } = file.placements.find(({ meeting }) => meeting === first)!;
      const moved = file.placements.map((one) => (one.meeting === second ? { ...one, slot } : one));
      return { ...file, placements: moved };
    };
    expect(await check(draft, clash)).toContain('double-booking');
    const boast = (file: ScheduleFile): ScheduleFile => {
      return { ...file, evidence: { ...file.evidence, minBreaks: file.evidence.minBreaks + 1 } };
    };
    expect(await check(draft, boast)).not.toEqual([]);
  });

  it('stay those of the run, whatever happens to the forum, and follow an edit', async () => {
    const [first] = [await agree(0, 1), await agree(2, 3)];
    const draft = await bed.makeDraft(here);
    const before = await files.readProblem(here.organizer, draft.id);
    await agree(1, 2);
    expect(await files.readProblem(here.organizer, draft.id)).toEqual(before);

    const { slotId } = (await bed.placesOf(draft))[first]!;
    const slot = here.slots.find(({ id }) => id !== slotId)!;
    const move = { draftMeetingId: first, slotId: slot.id, tableId: here.tables[1]!.id };
    const input = { scheduleDraftId: draft.id, expectedVersion: draft.version, ...move };
    const edited = (await bed.edits.moveDraftMeeting(here.organizer, input, bed.now)) as ScheduleDraft;
    const { placements } = await files.readSchedule(here.organizer, edited.id);
    expect(placements).toContainEqual({ meeting: first, slot: slot.id, table: here.tables[1]!.id });
    // The new agreed request could be placed, so that nobody may call the schedule whole.
    expect(await check(edited)).toEqual(['unplaced-list']);
  });

  it('tell what a run was to keep of the published schedule', async () => {
    await agree(0, 1);
    const { id: scheduleDraftId, version: expectedVersion } = await bed.makeDraft(here);
    await bed.approvals.approve(here.organizer, { scheduleDraftId, expectedVersion, reason: null }, bed.now);
    await agree(0, 2);
    const draft = await bed.makeDraft(here, { maxMoves: 0 });
    expect(await check(draft)).toEqual([]);
    const { published } = await files.readSchedule(here.organizer, draft.id);
    expect(published).toEqual({ previous: [expect.any(Object)], maxMoves: 0, allowUnplace: false });
    const hide = (file: ScheduleFile): ScheduleFile => {
      const [{ meeting, slot: old }] = file.published.previous as [(typeof file.published.previous)[0]];
      const slot = here.slots.find(({ id }) => id !== old && !file.placements.some((one) => one.slot === id))!.id;
      return { ...file, placements: file.placements.map((one) => (one.meeting === meeting ? { ...one, slot } : one)) };
    };
    expect(await check(draft, hide)).toContain('published-moves');
  });

  it('are for the staff of the forum, and not there before there is a schedule', async () => {
    await agree(0, 1);
    const draft = await bed.start(here.organizer, here.forum);
    await expect(files.readProblem(here.organizer, draft.id)).rejects.toThrow(NotFound);
    await bed.run(here.organizer, draft);
    expect((await files.readSchedule(here.organizer, draft.id)).placements).toHaveLength(1);
    await expect(files.readSchedule(here.members[0]!, draft.id)).rejects.toThrow(NotFound);
    await expect(files.readProblem((await bed.insertForum()).organizer, draft.id)).rejects.toThrow(NotFound);
  });
});
