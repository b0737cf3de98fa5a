import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ScheduleBed, scheduleCore, type ScheduledForum } from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { NotFound } from '../domain-error.js';
import { SubForum } from '../forums/programme.entities.js';
import { Attendance } from '../meetings/attendance.entity.js';
import { MeetingRequest } from '../meetings/meeting-request.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import { WrongState } from '../refusal.js';
import type { Placement, ScheduleResult } from '#scheduling';
import { DraftMeeting, type ScheduleDraft, type SearchCut } from './schedule-draft.entity.js';
import { MeetingFixed, RunInProgress } from './schedule-draft.refusals.js';
import { defaultOptions } from './schedule-draft.rules.js';
import type { ScheduleCore, SearchEnding } from './schedule-core.js';

describe('a schedule run', () => {
  let bed: ScheduleBed;
  let here: ScheduledForum;
  beforeAll(async () => {
    Logger.overrideLogger(false); // the one error that is logged here is looked for by what it does
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
  const ask = (given = {}) => ({
    forumId: here.forum.id,
    ...defaultOptions,
    maxSteps: 2_000,
    idempotencyKey: randomUUID(),
    ...given,
  });

  it('makes a draft with its evidence, of which no company hears anything', async () => {
    const [pair, triple] = [await agree(0, 1), await agree(0, 2, 3)];
    const draft = await bed.makeDraft(here);

    expect(draft).toMatchObject({
      state: 'ready',
      evidence: { weight: 5, maxWeight: 5, meetings: 2, maxMeetings: 2, breaks: 0, seed: 1, endedBy: 'proven-best' },
      unplaced: [],
      solvedOnVersion: 0,
    });
    const places = await bed.placesOf(draft);
    expect(Object.keys(places).sort()).toEqual([pair, triple].sort());
    expect(places[triple]!.tableId).toBe(here.tables[2]!.id);
    expect(await bed.database.dataSource.getRepository(Meeting).countBy({ forumId: here.forum.id })).toBe(0);
    expect(await bed.database.dataSource.getRepository(Attendance).countBy({ forumId: here.forum.id })).toBe(0);
    expect(await bed.database.dataSource.getRepository(Notification).countBy({ forumId: here.forum.id })).toBe(0);
    await expect(bed.drafts.find(here.members[0]!, draft.id)).rejects.toThrow(NotFound);
    await expect(bed.drafts.watch(here.members[0]!, draft.id)).rejects.toThrow(NotFound);
    await expect(bed.approvals.preview(here.members[0]!, draft.id, bed.now)).rejects.toThrow(NotFound);
  });

  it('names the cause of what it cannot place', async () => {
    const requests = [await agree(0, 1), await agree(0, 2), await agree(0, 3), await agree(0, 1, 2)];
    const draft = await bed.makeDraft(here);
    expect(draft.evidence).toMatchObject({ meetings: 3, maxMeetings: 3 });
    expect(draft.unplaced).toHaveLength(1);
    const [unplaced] = await bed.drafts.listUnplaced(draft, 10);
    const { cause, meeting } = unplaced!;
    expect(meeting.id).toBe(cause.meeting);
    expect(requests).toContain(cause.meeting);
    expect(cause).toMatchObject({ headline: 'party-busy' });
    expect(cause.perSlot.map(({ slot }) => slot)).toEqual(here.slots.map(({ id }) => id));
  });

  it('is one at a time in a forum, and one for one key', async () => {
    const input = ask();
    const [first, second] = await Promise.all([
      bed.runs.start(here.organizer, input),
      bed.runs.start(here.organizer, input),
    ]);
    const { id } = first as ScheduleDraft;
    expect(second).toMatchObject({ id });
    expect(await bed.runs.start(here.organizer, ask())).toEqual(new RunInProgress(id));
  });

  it('stores its result once, however often the job runs', async () => {
    await agree(0, 1);
    const draft = await bed.start(here.organizer, here.forum);
    await bed.run(here.organizer, draft);
    await bed.database.dataSource.query(`update schedule_draft set state = 'running' where id = $1`, [draft.id]);
    await bed.run(here.organizer, draft);
    expect(await bed.database.dataSource.getRepository(DraftMeeting).countBy({ scheduleDraftId: draft.id })).toBe(1);
  });

  /** Solves, and then answers with what `change` makes of the result. */
  const coreThat = (change: (result: ScheduleResult) => SearchEnding): ScheduleCore => ({
    ...scheduleCore,
    solve: async (...given) => change(((await scheduleCore.solve(...given)) as { result: ScheduleResult }).result),
  });
  const withClash = (result: ScheduleResult): ScheduleResult => {
    const [one, other] = result.placements;
    return { ...result, placements: [one!, { ...other!, slot: one!.slot, table: one!.table }] };
  };
  const progress = {
    placedWeight: 2,
    maxWeight: 4,
    breaks: 0,
    minBreaks: 0,
    bestAfterSeconds: 0.5,
    steps: 7,
    share: 0.1,
  };
  const cut = (cutShortBy: SearchCut, incumbent: Placement[]): SearchEnding => {
    const search = incumbent.length === 0 ? null : { incumbent, seed: 1, steps: 7 };
    return { cutShortBy, fault: null, search, progress };
  };
  /** Searches until it is cancelled, and then has found this. */
  const searchingFor = (incumbent: Placement[]): ScheduleCore => ({
    ...scheduleCore,
    solve: (_task, onProgress, signal) =>
      new Promise((resolve) => {
        onProgress(progress);
        signal.addEventListener('abort', () => resolve(cut('cancelled', incumbent)));
      }),
  });
  async function cancelWhileRunning(draft: ScheduleDraft, core: ScheduleCore): Promise<ScheduleDraft> {
    const running = bed.run(here.organizer, draft, core);
    const states = await bed.drafts.watch(here.organizer, draft.id);
    for await (const { state } of states) if (state === 'running') break;
    await bed.runs.cancel(here.organizer, draft.id, bed.now);
    return running;
  }

  it('fails when the checker objects, and leaves no placement', async () => {
    await agree(0, 1);
    await agree(2, 3);
    const faulty = coreThat((result) => ({ result: withClash(result), progress: null }));
    const draft = await bed.run(here.organizer, await bed.start(here.organizer, here.forum), faulty);
    expect(draft).toMatchObject({ state: 'failed', evidence: null });
    expect(await bed.drafts.listPlaced(draft, 10)).toEqual([]);
  });

  it('that is cancelled ends with the schedule that it had found, completed, checked, and fit for approval', async () => {
    const [first, second] = [await agree(0, 1), await agree(2, 3)];
    // At three seats, though a table for two is free: no schedule that is whole has that.
    const incumbent = [{ meeting: first, slot: here.slots[1]!.id, table: here.tables[2]!.id }];
    const draft = await cancelWhileRunning(await bed.start(here.organizer, here.forum), searchingFor(incumbent));
    expect(draft).toMatchObject({
      state: 'cancelled_with_schedule',
      cutShortBy: 'cancelled',
      cancelRequestedAt: bed.now,
      progress,
      evidence: { weight: 4, maxWeight: 4, steps: 7 },
      unplaced: [],
    });
    const places = await bed.placesOf(draft);
    expect(Object.keys(places).sort()).toEqual([first, second].sort());
    expect(places[first]!.slotId).toBe(here.slots[1]!.id);
    expect(await bed.runs.cancel(here.organizer, draft.id, bed.now)).toBeInstanceOf(WrongState);
    const approval = { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: null };
    expect(await bed.approvals.approve(here.organizer, approval, bed.now)).toMatchObject({ state: 'approved' });
  });

  it('that is cancelled before it has found anything ends without a schedule', async () => {
    await agree(0, 1);
    const draft = await cancelWhileRunning(await bed.start(here.organizer, here.forum), searchingFor([]));
    expect(draft).toMatchObject({ state: 'cancelled', cutShortBy: 'cancelled', evidence: null });
    expect(await bed.drafts.listPlaced(draft, 10)).toEqual([]);
    const edit = { scheduleDraftId: draft.id, expectedVersion: draft.version };
    expect(await bed.renewals.rebase(here.organizer, edit, bed.now)).toBeInstanceOf(WrongState);
  });

  it('that is cancelled with what the checker objects to ends without a schedule', async () => {
    await agree(0, 1);
    await agree(2, 3);
    const core = {
      ...searchingFor([{ meeting: await agree(0, 2), slot: here.slots[0]!.id, table: here.tables[0]!.id }]),
      complete: async (...given: Parameters<ScheduleCore['complete']>) =>
        withClash(await scheduleCore.complete(...given)),
    };
    const draft = await cancelWhileRunning(await bed.start(here.organizer, here.forum), core);
    expect(draft).toMatchObject({ state: 'cancelled', evidence: null });
    expect(await bed.drafts.listPlaced(draft, 10)).toEqual([]);
  });

  it.each(['thread_lost', 'time_limit'] as const)('that is cut short by %s keeps what it had found', async (reason) => {
    await agree(0, 1);
    const core = coreThat(({ placements }) => cut(reason, placements));
    const draft = await bed.run(here.organizer, await bed.start(here.organizer, here.forum), core);
    expect(draft).toMatchObject({ state: 'ready', cutShortBy: reason, evidence: { weight: 2, steps: 7 } });

    const without = coreThat(() => cut(reason, []));
    const none = await bed.run(here.organizer, await bed.start(here.organizer, here.forum), without);
    expect(none).toMatchObject({ state: 'failed', cutShortBy: reason, evidence: null });
  });

  it('is made by the options that were asked for, which the draft, the audit and a comparison show', async () => {
    const requests = [await agree(0, 1), await agree(0, 2), await agree(0, 3), await agree(0, 1, 2)];
    const usual = await bed.makeDraft(here);
    const triple = requests[3]!;
    expect(await bed.placesOf(usual)).toHaveProperty(triple);

    const options = { ...defaultOptions, maxSteps: 2_000, timeLimitSeconds: 9, fairness: 0, allowUnplace: true };
    const meetingWeights = { pair: 5, triple: 3, mustMeet: 0 };
    const draft = await bed.makeDraft(here, { ...options, meetingWeights });
    expect(draft.options).toEqual({ ...options, meetingWeights });
    // Worth less than a pair now, it is the triple that is left out.
    expect(draft.evidence).toMatchObject({ weight: 15, maxWeight: 15, fairness: { asked: 0, reached: 0 } });
    expect(draft.unplaced.map(({ meeting }) => meeting)).toEqual([triple]);
    const { dataSource } = bed.database;
    const started = await dataSource
      .getRepository(AuditEntry)
      .findOneByOrFail({ subjectId: draft.id, action: 'schedule-draft.started' });
    expect(started.after).toEqual({ ...options, meetingWeights });
    expect(await bed.drafts.compare(here.organizer, draft.id, usual.id)).toMatchObject({
      onlyInB: [{ meeting: triple }],
      optionsOfA: draft.options,
      optionsOfB: usual.options,
      differentOptions: ['timeLimitSeconds', 'allowUnplace', 'fairness', 'meetingWeights'],
    });
  });

  it('about one sub-forum keeps what is published of others, and a later run about the whole forum may move it', async () => {
    const { dataSource } = bed.database;
    const [hydro, ports] = await dataSource
      .getRepository(SubForum)
      .save(['Hydropower', 'Ports'].map((nameEn) => ({ forumId: here.forum.id, nameEn, nameZh: null, theme: nameEn })));
    const agreeIn = async ({ id: subForumId }: SubForum, ...parties: number[]): Promise<string> => {
      const id = await agree(...parties);
      await dataSource.getRepository(MeetingRequest).update({ id }, { subForumId });
      return id;
    };
    const kept = await agreeIn(ports!, 0, 1);
    const { id: scheduleDraftId, version: expectedVersion } = await bed.makeDraft(here);
    await bed.approvals.approve(here.organizer, { scheduleDraftId, expectedVersion, reason: null }, bed.now);
    const published = await dataSource.getRepository(Meeting).findOneByOrFail({ meetingRequestId: kept });
    const [own] = [await agreeIn(hydro!, 0, 2), await agreeIn(ports!, 1, 3), await agree(2, 3)];

    const draft = await bed.makeDraft(here, { subForumIds: [hydro!.id] });
    expect(draft).toMatchObject({ outside: { keptCount: 1, leftOutCount: 2 }, unplaced: [] });
    const { slotId, tableId } = published;
    const places = await bed.placesOf(draft);
    expect(Object.keys(places).sort()).toEqual([kept, own].sort());
    expect(places[kept]).toEqual({ slotId, tableId });
    const edit = { scheduleDraftId: draft.id, draftMeetingId: kept, expectedVersion: draft.version };
    expect(await bed.edits.unplaceDraftMeeting(here.organizer, edit, bed.now)).toEqual(new MeetingFixed());
    const unpinned = await bed.edits.unplaceDraftMeeting(here.organizer, { ...edit, draftMeetingId: own }, bed.now);
    expect(unpinned).toMatchObject({ outside: { keptCount: 1, leftOutCount: 2 } });

    const whole = await bed.makeDraft(here);
    expect(whole).toMatchObject({ outside: null, evidence: { meetings: 4 } });
    const again = { scheduleDraftId: whole.id, draftMeetingId: kept, expectedVersion: whole.version };
    expect(await bed.edits.unplaceDraftMeeting(here.organizer, again, bed.now)).toMatchObject({ isEdited: true });
  });

  it('names a sub-forum of another forum, and writes nothing', async () => {
    const other = await bed.insertForum();
    const foreign = await bed.database.dataSource
      .getRepository(SubForum)
      .save({ forumId: other.forum.id, nameEn: 'Elsewhere', nameZh: null, theme: 'Elsewhere' });
    const asked = bed.runs.start(here.organizer, ask({ subForumIds: [foreign.id] }));
    await expect(asked).rejects.toMatchObject({
      parameters: { faults: [{ field: 'subForumIds', allowed: 'sub-forums of this forum' }] },
    });
    expect(await bed.drafts.list(here.organizer, here.forum.id, 10)).toEqual([]);
  });

  it('names options out of range, and writes nothing', async () => {
    const asked = bed.runs.start(here.organizer, ask({ timeLimitSeconds: 601, maxMoves: -1 }));
    await expect(asked).rejects.toMatchObject({
      parameters: {
        faults: [{ field: 'timeLimitSeconds', allowed: 'a whole number from 1 to 600' }, { field: 'maxMoves' }],
      },
    });
    expect(await bed.drafts.list(here.organizer, here.forum.id, 10)).toEqual([]);
  });
});
