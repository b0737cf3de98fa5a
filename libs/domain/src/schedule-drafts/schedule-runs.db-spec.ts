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
import { DraftMeeting, type ScheduleDraft } from './schedule-draft.entity.js';
import { MeetingFixed, RunInProgress } from './schedule-draft.refusals.js';
import { defaultOptions } from './schedule-draft.rules.js';
import type { ScheduleCore } from './schedule-solving.service.js';

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

  it('fails when the checker objects, and leaves no placement', async () => {
    await agree(0, 1);
    await agree(2, 3);
    const faulty: ScheduleCore = {
      ...scheduleCore,
      solve: async (task, ...rest) => {
        const result = await scheduleCore.solve(task, ...rest);
        const [one, other] = result.placements;
        return { ...result, placements: [one!, { ...other!, slot: one!.slot, table: one!.table }] };
      },
    };
    const draft = await bed.run(here.organizer, await bed.start(here.organizer, here.forum), faulty);
    expect(draft).toMatchObject({ state: 'failed', evidence: null });
    expect(await bed.drafts.listPlaced(draft, 10)).toEqual([]);
  });

  it('ends within a second when it is cancelled, and leaves no placement', async () => {
    await agree(0, 1);
    const draft = await bed.start(here.organizer, here.forum);
    const endless: ScheduleCore = {
      ...scheduleCore,
      solve: (_, __, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    };
    const running = bed.run(here.organizer, draft, endless);
    const states = await bed.drafts.watch(here.organizer, draft.id);
    for await (const { state } of states) if (state === 'running') break;

    const askedAt = performance.now();
    await bed.runs.cancel(here.organizer, draft.id, bed.now);
    expect(await running).toMatchObject({ state: 'cancelled', evidence: null });
    expect(performance.now() - askedAt).toBeLessThan(1_000);
    expect(await bed.drafts.listPlaced(draft, 10)).toEqual([]);
    expect(await bed.runs.cancel(here.organizer, draft.id, bed.now)).toBeInstanceOf(WrongState);
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
