import { randomUUID } from 'node:crypto';
import type { Account, Company, Forum, ForumTable, Slot } from '#domain';
import {
  insertAccount,
  insertAgreedRequest,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  joinForum,
} from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** What an operation selects of the placed meetings of a draft. */
export const PLACEMENTS = `placements(first: 50) {
  nodes { id isPinned weight slot { id startsAt } table { id label } parties { companyId companyNameEn } }
}`;
export const START = `mutation ($input: StartScheduleRunInput!) {
  startScheduleRun(input: $input) { __typename ... on ScheduleDraft { id state version } ... on Refusal { code message }
    ... on RunInProgress { scheduleDraftId } }
}`;
const EVIDENCE = 'evidence { weight maxWeight meetings maxMeetings breaks minBreaks moved endedBy seed }';
const PROGRESS = `subscription ($id: UUID!) {
  scheduleDraftProgress(id: $id) { state version cutShortBy
    progress { share placedWeight maxWeight breaks minBreaks bestAfterSeconds steps } ${EVIDENCE} ${PLACEMENTS}
    unplaced { nodes { headline text meeting { id } perSlot { slot { id } obstacles { kind } } } } }
}`;

/** Whatever an operation asked of a draft. */
export type Draft = Record<string, any>;

export const isReady = ({ state }: Draft): boolean => state === 'READY';

/** A forum about to be scheduled. */
export interface Venue {
  forum: Forum;
  organizer: Account;
  assistant: Account;
  slots: Slot[];
  tables: ForumTable[];
  companies: Company[];
  /** One of each company. */
  members: Account[];
}

/** An api with a worker, at which organizers make schedules. */
export class ScheduleStage {
  private constructor(
    readonly api: TestApi,
    private worker: WorkerProcess,
  ) {}

  static async open(): Promise<ScheduleStage> {
    const api = await startTestApi();
    return new ScheduleStage(api, await startWorkerProcess(api.databaseUrl));
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await this.api.close();
  }

  /** Ends the worker as a power cut would, and starts another. */
  async replaceWorker(): Promise<void> {
    process.kill(this.worker.pid, 'SIGKILL');
    this.worker = await startWorkerProcess(this.api.databaseUrl);
  }

  /** A venue with three tables. */
  async openVenue(companyCount: number, slotCount: number): Promise<Venue> {
    const { dataSource } = this.api;
    const forum = await insertForum(dataSource, { state: 'scheduling', bookingOpensAt: new Date('2020-01-01T00:00Z') });
    const [organizer, assistant] = [await insertAccount(dataSource), await insertAccount(dataSource)];
    await joinForum(dataSource, organizer, forum, 'organizer');
    await joinForum(dataSource, assistant, forum, 'assistant');
    const slots = await insertSlots(dataSource, forum, slotCount);
    const tables = await insertTables(dataSource, forum, 3);
    const companies: Company[] = [];
    const members: Account[] = [];
    for (let index = 0; index < companyCount; index++) {
      const company = await insertCompany(dataSource);
      const member = await insertAccount(dataSource);
      await joinCompany(dataSource, member, company);
      await insertDelegation(dataSource, forum, company);
      companies.push(company);
      members.push(member);
    }
    return { forum, organizer, assistant, slots, tables, companies, members };
  }

  /** The id of an agreed meeting request of companies of the venue, by their numbers. */
  async agree({ forum, companies }: Venue, ...parties: number[]): Promise<string> {
    const agreed = parties.map((index) => companies[index]!);
    return (await insertAgreedRequest(this.api.dataSource, forum, agreed)).id;
  }

  async start({ forum, organizer }: Venue, options = {}): Promise<Draft> {
    const input = { forumId: forum.id, maxSteps: 2_000, idempotencyKey: randomUUID(), ...options };
    return (await this.api.ask(organizer, START, { input })).startScheduleRun;
  }

  /** Watches until the draft is as wanted, and answers with what was seen last. */
  async watch({ organizer }: Venue, id: string, isWanted: (draft: Draft) => boolean): Promise<Draft> {
    const states: string[] = [];
    for await (const { data } of this.api.subscribe(organizer, PROGRESS, { id })) {
      const draft = data!.scheduleDraftProgress as Draft;
      states.push(draft.state as string);
      if (isWanted(draft)) return draft;
    }
    throw new Error(`The subscription ended after ${states.join(', ')}.`);
  }

  async makeDraft(venue: Venue, options = {}): Promise<Draft> {
    const { id } = await this.start(venue, options);
    return { id, ...(await this.watch(venue, id, isReady)) };
  }
}
