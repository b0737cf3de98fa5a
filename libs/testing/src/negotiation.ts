import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  Attendance,
  Delegation,
  DomainModule,
  Meeting,
  MeetingRequest,
  MeetingRequestsService,
  Notification,
  Refusal,
  type ActOnMeetingRequest,
  type Actor,
  type Company,
  type Forum,
  type MeetingRequestView,
  type Participation,
  type ProposeMeeting,
} from '#domain';
import { JobsModule } from '#jobs';
import { createLogger } from '#logging';
import {
  actorOf,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertSlots,
  insertTables,
  joinCompany,
} from './builders.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { testServerKey } from './test-server-key.js';

/** A company at a forum, and the person who acts for it. */
export interface Member {
  company: Company;
  accountId: string;
  actor: Actor;
}

/** Companies that propose meetings to each other, through the real services on a database of their own. */
export class Negotiation {
  /** When everything happens, unless a test says otherwise. */
  readonly now = new Date('2027-05-01T00:00Z');

  private constructor(
    private readonly database: TestDatabase,
    private readonly domain: INestApplicationContext,
  ) {}

  static async start(): Promise<Negotiation> {
    const database = await createTestDatabase();
    const logger = createLogger({ processName: 'test', level: 'silent' });
    const jobs = JobsModule.forRoot({ backend: 'postgres', url: database.url }, logger);
    class NegotiationModule {}
    const domain = await NestFactory.createApplicationContext(
      { module: NegotiationModule, imports: [jobs, DomainModule.on(database.dataSource, testServerKey)] },
      { logger: false },
    );
    return new Negotiation(database, domain);
  }

  /** Signs in as the owner of the schema. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** A service of the domain. */
  get get(): INestApplicationContext['get'] {
    return this.domain.get.bind(this.domain);
  }

  async close(): Promise<void> {
    await this.domain.close();
    await this.database.close();
  }

  later(hours: number): Date {
    return new Date(this.now.getTime() + hours * 3_600_000);
  }

  /** A new company with one person, approved at the forum. */
  async join(forum: Forum, given: Partial<Participation> = {}): Promise<Member> {
    const company = await insertCompany(this.dataSource);
    const account = await insertAccount(this.dataSource);
    await joinCompany(this.dataSource, account, company);
    await insertDelegation(this.dataSource, forum, company, { participation: given });
    return { company, accountId: account.id, actor: actorOf(account, { companies: [[company, 'owner']] }) };
  }

  async trio(forum: Forum): Promise<[Member, Member, Member]> {
    return [await this.join(forum), await this.join(forum), await this.join(forum)];
  }

  propose(
    forum: Forum,
    by: Member,
    others: Member[],
    given: Partial<ProposeMeeting> = {},
  ): ReturnType<MeetingRequestsService['propose']> {
    const input = {
      forumId: forum.id,
      companyId: by.company.id,
      otherCompanyIds: others.map(({ company }) => company.id),
      idempotencyKey: randomUUID(),
      ...given,
    };
    return this.get(MeetingRequestsService).propose(by.actor, input, this.now);
  }

  /** A request that all have accepted. */
  async agree(forum: Forum, by: Member, others: Member[]): Promise<MeetingRequestView> {
    let request = done(await this.propose(forum, by, others));
    for (const other of others) {
      const answer = await this.get(MeetingRequestsService).accept(other.actor, actOn(other, request), this.now);
      request = done(answer);
    }
    return request;
  }

  /** Publishes the meeting of an agreed request, at 09:00 in Nairobi on 10 May 2027. */
  async publish(forum: Forum, { id, parties }: MeetingRequestView): Promise<Meeting> {
    const [slot] = await insertSlots(this.dataSource, forum, 1);
    const [table] = await insertTables(this.dataSource, forum, 1, 3);
    const companyIds = parties.map(({ companyId }) => companyId);
    const delegations = await this.dataSource.getRepository(Delegation).findBy({ forumId: forum.id });
    await this.dataSource.getRepository(MeetingRequest).update({ id }, { state: 'scheduled' });
    const place = { forumId: forum.id, slotId: slot!.id, tableId: table!.id };
    const meetings = this.dataSource.getRepository(Meeting);
    const meeting = await meetings.save(
      meetings.create({
        ...place,
        meetingRequestId: id,
        origin: 'schedule',
        companyIds,
        uid: randomUUID(),
        scheduleVersion: 1,
      }),
    );
    const during = `[${slot!.startsAt.toISOString()},${slot!.endsAt.toISOString()})`;
    const seated = delegations.filter(({ companyId }) => companyIds.includes(companyId));
    await this.dataSource.getRepository(Attendance).insert(
      seated.map((delegation) => ({
        meetingId: meeting.id,
        forumId: forum.id,
        delegationId: delegation.id,
        tableId: place.tableId,
        during,
      })),
    );
    return meeting;
  }

  /** What a company's person was told, the oldest first. */
  newsOf({ accountId }: Member): Promise<Notification[]> {
    return this.dataSource.getRepository(Notification).find({ where: { accountId }, order: { createdAt: 'ASC' } });
  }
}

/** What an act of a company on a request as it was last read has to name. */
export function actOn(by: Member, { id, version }: MeetingRequestView): ActOnMeetingRequest {
  return { meetingRequestId: id, companyId: by.company.id, expectedVersion: version };
}

/** An answer that must not be a refusal. */
export function done<T>(answer: T): Exclude<T, Refusal> {
  if (answer instanceof Refusal) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, Refusal>;
}
