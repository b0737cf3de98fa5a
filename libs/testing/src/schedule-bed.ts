import { randomUUID } from 'node:crypto';
import {
  BookingChangesService,
  BookingsService,
  defaultOptions,
  DraftApprovalsService,
  DraftEditsService,
  DraftRenewalsService,
  ForumsService,
  NotificationsService,
  ScheduleDraftsService,
  ScheduleRunsService,
  ScheduleSolvingService,
  type Actor,
  type Company,
  type Forum,
  type ForumTable,
  type RunOptions,
  type ScheduleCore,
  type ScheduleDraft,
  type Slot,
} from '#domain';
import { JobsService, OutboxJob, type Signals } from '#jobs';
import { checkSchedule, completeSchedule, solve } from '#scheduling';
import {
  actorOf,
  insertAccount,
  insertAgreedRequest,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
} from './builders.js';
import { testAudit } from './test-audit.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { openTestSignals } from './test-signals.js';

/** The same core as in the worker, without its threads. */
export const scheduleCore: ScheduleCore = {
  solve: ({ problem, options }) => Promise.resolve({ result: solve(problem, options), progress: null }),
  complete: (problem, search, published) =>
    Promise.resolve(completeSchedule(problem, search.incumbent, published.previous ?? [], search)),
  check: (problem, result, published) => Promise.resolve(checkSchedule(problem, result, published)),
};

/**
 * A forum about to be scheduled: three slots, two tables of two seats and one of three, an organizer, and four companies with
 * one delegation and one member each.
 */
export interface ScheduledForum {
  forum: Forum;
  organizer: Actor;
  slots: Slot[];
  tables: ForumTable[];
  companies: Company[];
  /** Of each company. */
  members: Actor[];
}

/** Everything that makes schedules, on a database of its own. */
export class ScheduleBed {
  /** Before the forum. */
  readonly now = new Date('2027-05-01T00:00Z');
  readonly runs: ScheduleRunsService;
  readonly solving: ScheduleSolvingService;
  readonly drafts: ScheduleDraftsService;
  readonly edits: DraftEditsService;
  readonly approvals: DraftApprovalsService;
  readonly renewals: DraftRenewalsService;
  readonly bookings: BookingsService;
  readonly changes: BookingChangesService;

  private constructor(
    readonly database: TestDatabase,
    readonly signals: Signals,
  ) {
    const { dataSource } = database;
    const audit = testAudit;
    const jobs = new JobsService();
    const notifications = new NotificationsService(dataSource, signals);
    const forums = new ForumsService(dataSource, audit, notifications);
    this.runs = new ScheduleRunsService(dataSource, jobs, signals, audit);
    this.solving = new ScheduleSolvingService(dataSource, jobs, signals);
    this.drafts = new ScheduleDraftsService(dataSource, signals);
    this.edits = new DraftEditsService(dataSource, audit, signals);
    this.approvals = new DraftApprovalsService(dataSource, forums, audit, notifications, signals);
    this.renewals = new DraftRenewalsService(dataSource, audit, signals);
    this.bookings = new BookingsService(dataSource, audit, notifications, signals);
    this.changes = new BookingChangesService(dataSource, audit, notifications, signals);
  }

  static async open(): Promise<ScheduleBed> {
    const database = await createTestDatabase();
    return new ScheduleBed(database, openTestSignals(database));
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.database.close();
  }

  async insertForum(): Promise<ScheduledForum> {
    const { dataSource } = this.database;
    const forum = await insertForum(dataSource, { state: 'scheduling' });
    const slots = await insertSlots(dataSource, forum, 3);
    const tables = [...(await insertTables(dataSource, forum, 2)), ...(await insertTables(dataSource, forum, 1, 3))];
    const organizer = actorOf(await insertAccount(dataSource), { forums: [[forum, 'organizer']] });
    const companies: Company[] = [];
    const members: Actor[] = [];
    for (let index = 0; index < 4; index++) {
      const company = await insertCompany(dataSource);
      const account = await insertAccount(dataSource);
      await joinCompany(dataSource, account, company);
      await insertDelegation(dataSource, forum, company);
      companies.push(company);
      members.push(actorOf(account, { companies: [[company, 'owner']] }));
    }
    return { forum, organizer, slots, tables, companies, members };
  }

  /** An agreed meeting request of these companies. */
  async agree(forum: Forum, parties: readonly Company[]): Promise<string> {
    return (await insertAgreedRequest(this.database.dataSource, forum, parties)).id;
  }

  /** Asks for a run. */
  start(organizer: Actor, forum: Forum, given: Partial<RunOptions> = {}): Promise<ScheduleDraft> {
    const options = { ...defaultOptions, timeLimitSeconds: 10, maxSteps: 2_000, ...given };
    const asked = this.runs.start(organizer, { forumId: forum.id, idempotencyKey: randomUUID(), ...options });
    return asked as Promise<ScheduleDraft>;
  }

  /** Runs the job of a draft, here and now. */
  async run(organizer: Actor, { id }: ScheduleDraft, core = scheduleCore): Promise<ScheduleDraft> {
    const { dataSource } = this.database;
    const job = await dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload ->> 'scheduleDraftId' = :id`, { id })
      .getOneOrFail();
    await this.solving.run(id, job.id, core, new AbortController().signal, this.now);
    return this.drafts.find(organizer, id);
  }

  /** A ready draft of a forum. */
  async makeDraft({ organizer, forum }: ScheduledForum, given = {}): Promise<ScheduleDraft> {
    return this.run(organizer, await this.start(organizer, forum, given));
  }

  /** Slot and table of each placed meeting of a draft. */
  async placesOf(draft: ScheduleDraft): Promise<Record<string, { slotId: string; tableId: string }>> {
    const meetings = await this.drafts.listPlaced(draft, 1_000);
    return Object.fromEntries(meetings.map(({ id, slotId, tableId }) => [id, { slotId: slotId!, tableId: tableId! }]));
  }
}
