import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { JobsService, OutboxJob, Signals } from '#jobs';
import { createLogger } from '#logging';
import { checkSchedule, solve } from '#scheduling';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  type TestDatabase,
} from '#testing';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import type { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { ForumsService } from '../forums/forums.service.js';
import type { ForumTable, Slot } from '../forums/programme.entities.js';
import { Attendance } from '../meetings/attendance.entity.js';
import { BookingChangesService } from '../meetings/booking-changes.service.js';
import { BookingsService } from '../meetings/bookings.service.js';
import { MeetingRequest, MeetingRequestParty } from '../meetings/meeting-request.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { EditConflict, WrongState } from '../refusal.js';
import { DraftApprovalsService } from './draft-approvals.service.js';
import { DraftEditsService } from './draft-edits.service.js';
import { DraftRenewalsService, type RenewedDraft } from './draft-renewals.service.js';
import { DraftMeeting, type ScheduleDraft } from './schedule-draft.entity.js';
import { DraftOutdated, MeetingFixed, PlaceObstructed, RunInProgress } from './schedule-draft.refusals.js';
import { ScheduleDraftsService } from './schedule-drafts.service.js';
import { ScheduleRunsService } from './schedule-runs.service.js';
import { ScheduleSolvingService, type ScheduleCore } from './schedule-solving.service.js';

const now = new Date('2027-05-01T00:00Z');
const reason = 'The hall closes early.';

/** The same core as in production, without threads. */
const core: ScheduleCore = {
  solve: ({ problem, options }) => Promise.resolve(solve(problem, options)),
  check: (problem, result, published) => Promise.resolve(checkSchedule(problem, result, published)),
};

describe('schedule drafts', () => {
  let database: TestDatabase;
  let signals: Signals;
  let runs: ScheduleRunsService;
  let solving: ScheduleSolvingService;
  let drafts: ScheduleDraftsService;
  let edits: DraftEditsService;
  let approvals: DraftApprovalsService;
  let renewals: DraftRenewalsService;
  let bookings: BookingsService;
  let changes: BookingChangesService;

  let forum: Forum;
  let organizer: Actor;
  let slots: Slot[];
  let tables: ForumTable[];
  /** Four, each with one member and one delegation. */
  let companies: Company[];
  let members: Actor[];

  beforeAll(async () => {
    Logger.overrideLogger(false); // the one error that is logged here is looked for by what it does
    database = await createTestDatabase();
    const { dataSource } = database;
    const queue = { backend: 'postgres', url: database.url } as const;
    signals = new Signals(queue, createLogger({ processName: 'test', level: 'fatal' }));
    const audit = new AuditService();
    const notifications = new NotificationsService(dataSource, signals);
    const jobs = new JobsService();
    runs = new ScheduleRunsService(dataSource, jobs, signals, audit);
    solving = new ScheduleSolvingService(dataSource, jobs, signals);
    drafts = new ScheduleDraftsService(dataSource, signals);
    edits = new DraftEditsService(dataSource, audit, signals);
    const forums = new ForumsService(dataSource, audit, notifications);
    approvals = new DraftApprovalsService(dataSource, forums, audit, notifications, signals);
    renewals = new DraftRenewalsService(dataSource, audit, signals);
    bookings = new BookingsService(dataSource, audit, notifications);
    changes = new BookingChangesService(dataSource, audit, notifications);
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  beforeEach(async () => {
    const { dataSource } = database;
    forum = await insertForum(dataSource, { state: 'scheduling' });
    slots = await insertSlots(dataSource, forum, 3);
    tables = [...(await insertTables(dataSource, forum, 2)), ...(await insertTables(dataSource, forum, 1, 3))];
    organizer = actorOf(await insertAccount(dataSource), { forums: [[forum, 'organizer']] });
    companies = [];
    members = [];
    for (let index = 0; index < 4; index++) {
      const company = await insertCompany(dataSource);
      const account = await insertAccount(dataSource);
      await joinCompany(dataSource, account, company);
      await insertDelegation(dataSource, forum, company);
      companies.push(company);
      members.push(actorOf(account, { companies: [[company, 'owner']] }));
    }
  });

  /** An agreed request of these companies, by index. */
  async function agree(...parties: number[]): Promise<string> {
    const { manager } = database.dataSource;
    const proposerCompanyId = companies[parties[0]!]!.id;
    const expiresAt = new Date('2027-06-01T00:00Z');
    const { id } = await manager.save(
      manager.create(MeetingRequest, { forumId: forum.id, proposerCompanyId, state: 'agreed', expiresAt }),
    );
    const accepted = parties.map((index) => ({ meetingRequestId: id, companyId: companies[index]!.id }));
    await manager.insert(
      MeetingRequestParty,
      accepted.map((party) => ({ ...party, answer: 'accepted' as const })),
    );
    return id;
  }
  const ask = (given = {}) => ({
    forumId: forum.id,
    timeLimitSeconds: 10,
    maxSteps: 2_000,
    seed: 1,
    maxMoves: null,
    idempotencyKey: randomUUID(),
    ...given,
  });
  const start = async (given = {}) => (await runs.start(organizer, ask(given))) as ScheduleDraft;
  const jobOf = (draft: ScheduleDraft): Promise<OutboxJob> =>
    database.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload ->> 'scheduleDraftId' = :id`, { id: draft.id })
      .getOneOrFail();
  const run = async (draft: ScheduleDraft, with_ = core): Promise<ScheduleDraft> => {
    await solving.run(draft.id, (await jobOf(draft)).id, with_, new AbortController().signal, now);
    return drafts.find(organizer, draft.id);
  };
  const makeDraft = async (given = {}) => run(await start(given));
  const placesOf = async (draft: ScheduleDraft) => {
    const meetings = await drafts.listPlaced(draft, 100);
    return Object.fromEntries(meetings.map(({ id, slotId, tableId }) => [id, { slotId: slotId!, tableId: tableId! }]));
  };
  const approve = (draft: ScheduleDraft, given: string | null = null) =>
    approvals.approve(organizer, { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: given }, now);
  const approved = async (draft: ScheduleDraft, given: string | null = null): Promise<ScheduleDraft> => {
    const answer = await approve(draft, given);
    expect(answer).toMatchObject({ state: 'approved' });
    return answer as ScheduleDraft;
  };
  const book = (one: number, other: number, slotId: string, tableId?: string) =>
    bookings.bookMeeting(
      members[one]!,
      {
        forumId: forum.id,
        companyId: companies[one]!.id,
        otherCompanyId: companies[other]!.id,
        slotId,
        ...(tableId === undefined ? {} : { tableId }),
        idempotencyKey: randomUUID(),
      },
      now,
    );
  const newsOf = async (kind: string): Promise<number[]> => {
    const news = await database.dataSource.getRepository(Notification).findBy({ forumId: forum.id, kind });
    return news.map(({ accountId }) => members.findIndex((member) => member.accountId === accountId)).sort();
  };
  const countPublished = () => database.dataSource.getRepository(Meeting).countBy({ forumId: forum.id });

  describe('a run', () => {
    it('makes a draft with its evidence, of which no company hears anything', async () => {
      const [pair, triple] = [await agree(0, 1), await agree(0, 2, 3)];
      const draft = await makeDraft();

      expect(draft).toMatchObject({
        state: 'ready',
        evidence: { weight: 5, maxWeight: 5, meetings: 2, maxMeetings: 2, breaks: 0, seed: 1, endedBy: 'proven-best' },
        unplaced: [],
        solvedOnVersion: 0,
      });
      const places = await placesOf(draft);
      expect(Object.keys(places).sort()).toEqual([pair, triple].sort());
      expect(places[triple]!.tableId).toBe(tables[2]!.id);
      expect(await countPublished()).toBe(0);
      expect(await database.dataSource.getRepository(Attendance).countBy({ forumId: forum.id })).toBe(0);
      expect(await database.dataSource.getRepository(Notification).countBy({ forumId: forum.id })).toBe(0);
      await expect(drafts.find(members[0]!, draft.id)).rejects.toThrow(NotFound);
      await expect(drafts.watch(members[0]!, draft.id)).rejects.toThrow(NotFound);
      await expect(approvals.preview(members[0]!, draft.id, now)).rejects.toThrow(NotFound);
    });

    it('names the cause of what it cannot place', async () => {
      const requests = [await agree(0, 1), await agree(0, 2), await agree(0, 3), await agree(0, 1, 2)];
      const draft = await makeDraft();
      expect(draft.evidence).toMatchObject({ meetings: 3, maxMeetings: 3 });
      expect(draft.unplaced).toHaveLength(1);
      const [cause] = drafts.listUnplaced(draft, 10);
      expect(requests).toContain(cause!.meeting);
      expect(cause).toMatchObject({ headline: 'party-busy' });
      expect(cause!.perSlot.map(({ slot }) => slot)).toEqual(slots.map(({ id }) => id));
    });

    it('is one at a time in a forum, and one for one key', async () => {
      const input = ask();
      const [first, second] = await Promise.all([runs.start(organizer, input), runs.start(organizer, input)]);
      const { id } = first as ScheduleDraft;
      expect(second).toMatchObject({ id });
      expect(await runs.start(organizer, ask())).toEqual(new RunInProgress(id));
    });

    it('stores its result once, however often the job runs', async () => {
      await agree(0, 1);
      const draft = await start();
      await run(draft);
      await database.dataSource.query(`update schedule_draft set state = 'running' where id = $1`, [draft.id]);
      await run(draft);
      expect(await database.dataSource.getRepository(DraftMeeting).countBy({ scheduleDraftId: draft.id })).toBe(1);
    });

    it('fails when the checker objects, and leaves no placement', async () => {
      await agree(0, 1);
      await agree(2, 3);
      const faulty: ScheduleCore = {
        ...core,
        solve: async (task, ...rest) => {
          const result = await core.solve(task, ...rest);
          const [one, other] = result.placements;
          return { ...result, placements: [one!, { ...other!, slot: one!.slot, table: one!.table }] };
        },
      };
      const draft = await run(await start(), faulty);
      expect(draft).toMatchObject({ state: 'failed', evidence: null });
      expect(await drafts.listPlaced(draft, 10)).toEqual([]);
    });

    it('ends within a second when it is cancelled, and leaves no placement', async () => {
      await agree(0, 1);
      const draft = await start();
      const endless: ScheduleCore = {
        ...core,
        solve: (_, __, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }),
      };
      const running = run(draft, endless);
      const states = await drafts.watch(organizer, draft.id);
      for await (const { state } of states) if (state === 'running') break;

      const askedAt = performance.now();
      await runs.cancel(organizer, draft.id, now);
      expect(await running).toMatchObject({ state: 'cancelled', evidence: null });
      expect(performance.now() - askedAt).toBeLessThan(1_000);
      expect(await drafts.listPlaced(draft, 10)).toEqual([]);
      expect(await runs.cancel(organizer, draft.id, now)).toBeInstanceOf(WrongState);
    });

    it('names settings out of range, and writes nothing', async () => {
      const asked = runs.start(organizer, ask({ timeLimitSeconds: 601, maxMoves: -1 }));
      await expect(asked).rejects.toMatchObject({
        parameters: {
          faults: [{ field: 'timeLimitSeconds', allowed: 'a whole number from 1 to 600' }, { field: 'maxMoves' }],
        },
      });
      expect(await drafts.list(organizer, forum.id, 10)).toEqual([]);
    });
  });

  describe('an edit', () => {
    const edit = (draft: ScheduleDraft, draftMeetingId: string) => ({
      scheduleDraftId: draft.id,
      draftMeetingId,
      expectedVersion: draft.version,
    });

    it('moves a meeting where nothing is in its way, and else says what is', async () => {
      const [first, second] = [await agree(0, 1), await agree(0, 2)];
      const draft = await makeDraft();
      const places = await placesOf(draft);
      const taken = { ...edit(draft, first), ...places[second]! };
      expect(await edits.moveDraftMeeting(organizer, taken, now)).toEqual(
        new PlaceObstructed([
          { kind: 'party-busy', participant: expect.any(String) as string, meetings: [second] },
          { kind: 'table-taken', meetings: [second] },
        ]),
      );
      const used = Object.values(places).map(({ slotId }) => slotId);
      const free = slots.find(({ id }) => !used.includes(id))!;
      const moved = await edits.moveDraftMeeting(
        organizer,
        { ...edit(draft, first), slotId: free.id, tableId: tables[2]!.id },
        now,
      );
      expect(moved).toMatchObject({ isEdited: true, evidence: { weight: 4, meetings: 2 } });
      expect(await placesOf(draft)).toMatchObject({ [first]: { slotId: free.id, tableId: tables[2]!.id } });
      expect(await edits.unplaceDraftMeeting(organizer, edit(draft, first), now)).toBeInstanceOf(EditConflict);
      const nowhere = edits.moveDraftMeeting(
        organizer,
        { ...edit(moved as ScheduleDraft, first), slotId: forum.id, tableId: forum.id },
        now,
      );
      await expect(nowhere).rejects.toThrow(BadInput);
    });

    it('counts the evidence again when it takes a meeting out', async () => {
      const [first] = [await agree(0, 1), await agree(0, 2)];
      const draft = await makeDraft();
      const edited = (await edits.unplaceDraftMeeting(organizer, edit(draft, first), now)) as ScheduleDraft;
      expect(edited.evidence).toMatchObject({ weight: 2, maxWeight: 4, meetings: 1, endedBy: 'stopped' });
      expect(edited.unplaced.map(({ meeting }) => meeting)).toEqual([first]);
    });

    it('pins a meeting, so that the next run keeps it there', async () => {
      const first = await agree(0, 1);
      const draft = await makeDraft();
      const to = { slotId: slots[2]!.id, tableId: tables[1]!.id };
      const moved = (await edits.moveDraftMeeting(organizer, { ...edit(draft, first), ...to }, now)) as ScheduleDraft;
      const pinned = await edits.pinDraftMeeting(organizer, { ...edit(moved, first), isPinned: true }, now);
      expect(pinned).toMatchObject({ version: moved.version + 1 });
      await agree(0, 2);
      await agree(1, 2);
      const next = await makeDraft({ seed: 7 });
      expect(await placesOf(next)).toMatchObject({ [first]: to });
      expect(next.evidence).toMatchObject({ meetings: 3 });
    });

    it('is for organizers alone', async () => {
      const first = await agree(0, 1);
      const draft = await makeDraft();
      const assistant = actorOf(await insertAccount(database.dataSource), { forums: [[forum, 'assistant']] });
      expect(await drafts.find(assistant, draft.id)).toMatchObject({ id: draft.id });
      const asked = [
        () => edits.unplaceDraftMeeting(assistant, edit(draft, first), now),
        () =>
          approvals.approve(
            assistant,
            { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: null },
            now,
          ),
        () => renewals.rebase(assistant, { scheduleDraftId: draft.id, expectedVersion: draft.version }, now),
        () => runs.start(assistant, ask()),
      ];
      for (const refused of asked) await expect(refused()).rejects.toThrow(NotAllowed);
      await expect(edits.unplaceDraftMeeting(members[0]!, edit(draft, first), now)).rejects.toThrow(NotFound);
    });
  });
});
