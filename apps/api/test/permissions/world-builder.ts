import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  AbsenceRequestsService,
  CompaniesService,
  Company,
  CompanyPrivacyService,
  DraftApprovalsService,
  DraftMeeting,
  Forum,
  ForumRankingRunsService,
  ForumRankingShardsService,
  MatchRequestsService,
  Meeting,
  MeetingRequestsService,
  Participation,
  PreferencesService,
  ScheduleRunsService,
  ScheduleSolvingService,
  ScheduleDraft,
  WeightsPreviewsService,
  defaultOptions,
  type Actor,
  type MatchCore,
  type MeetingRequestView,
  type ForumRanking,
  type MatchRequest,
  type AbsenceRequest,
  type WeightsPreview,
} from '#domain';
import { OutboxJob } from '#jobs';
import {
  actorOf,
  done,
  hydropower,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  joinCompany,
  joinForum,
  makeProfile,
  matchCore,
  scheduleCore,
} from '#testing';

import type { Backstage, World } from './world.js';
import { insertProgramme, inviteAndApply } from './world-rows.js';

const idle = new AbortController().signal;
const once = () => ({ idempotencyKey: randomUUID() });

/** Makes a world through the services and their jobs, in about a second. */
export async function makeWorld(backstage: Backstage): Promise<World> {
  const builder = new WorldBuilder(backstage);
  return builder.build();
}

class WorldBuilder {
  private readonly dataSource: DataSource;
  private readonly get: INestApplicationContext['get'];
  private readonly core: MatchCore;
  private readonly now = new Date();
  private readonly secrets = {
    message: `In private ${randomUUID()}`,
    reason: `For the parties alone ${randomUUID()}`,
    link: `https://meet.example/${randomUUID()}`,
    contact: `${randomUUID()}@secret.example`,
  };

  constructor({ dataSource, get }: Backstage) {
    this.dataSource = dataSource;
    this.get = get;
    this.core = matchCore(dataSource);
  }

  async build(): Promise<World> {
    const { dataSource } = this;
    const opened = { bookingOpensAt: new Date('2020-01-01T00:00Z') };
    const forum = await insertForum(dataSource, { state: 'scheduling', ...opened });
    const draftForum = await insertForum(dataSource, { state: 'draft' });
    const { subForumId, slotIds, tableIds } = await insertProgramme(dataSource, forum, this.secrets.link);

    const company = await insertCompany(dataSource, hydropower.china);
    const partnerCompany = await insertCompany(dataSource, hydropower.developed);
    const developingCompany = await insertCompany(dataSource, hydropower.developing);
    const otherCompany = await insertCompany(dataSource, { ...hydropower.developing, country: 'ET' });
    const lastCompany = await insertCompany(dataSource, hydropower.developed);
    const shunnedCompany = await insertCompany(dataSource, { ...hydropower.developing, country: 'BR' });
    const unlistedCompany = await dataSource
      .getRepository(Company)
      .save({ profile: makeProfile(), state: 'incomplete' });
    const delegation = await insertDelegation(dataSource, forum, company);
    for (const one of [partnerCompany, developingCompany, otherCompany, lastCompany, shunnedCompany]) {
      await insertDelegation(dataSource, forum, one);
    }

    const [owner, member, partner, developing, other, organizer, assistant] = await Promise.all(
      Array.from({ length: 7 }, () => insertAccount(dataSource)),
    );
    await joinCompany(dataSource, owner!, company);
    await joinCompany(dataSource, owner!, unlistedCompany);
    await joinCompany(dataSource, member!, company, 'member');
    await joinCompany(dataSource, member!, unlistedCompany, 'member');
    await joinCompany(dataSource, partner!, partnerCompany);
    await joinCompany(dataSource, developing!, developingCompany);
    await joinCompany(dataSource, other!, otherCompany);
    for (const one of [forum, draftForum]) {
      await joinForum(dataSource, organizer!, one);
      await joinForum(dataSource, assistant!, one, 'assistant');
    }
    const by = actorOf(owner!, { companies: [[company, 'owner']] });
    const byPartner = actorOf(partner!, { companies: [[partnerCompany, 'owner']] });
    const byDeveloping = actorOf(developing!, { companies: [[developingCompany, 'owner']] });
    const byOther = actorOf(other!, { companies: [[otherCompany, 'owner']] });
    const staff = actorOf(organizer!, { forums: [[forum, 'organizer']] });

    const { version } = await this.get(CompaniesService).find(by, company.id);
    const blocks = { companyIds: [shunnedCompany.id], countries: ['BR'] };
    await this.get(CompaniesService).setBlocks(by, company.id, blocks, version);
    const contact = { name: null, email: this.secrets.contact, phone: null };
    const edited = await this.get(CompaniesService).find(by, company.id);
    await this.get(CompanyPrivacyService).setContact(by, company.id, contact, edited.version);
    const between = { forumId: forum.id, companyId: company.id };
    const preferences = this.get(PreferencesService);
    await preferences.set(by, { ...between, otherCompanyId: partnerCompany.id, value: 'must_meet' }, this.now);
    await preferences.set(by, { ...between, otherCompanyId: shunnedCompany.id, value: 'never' }, this.now);

    const matched = await this.match(by, forum, company, [partnerCompany.id, developingCompany.id]);
    const ranked = await this.rank(staff, forum);
    const pending = await this.propose(by, forum, company, [lastCompany]);
    const incomplete = await this.propose(by, forum, company, [partnerCompany, developingCompany]);
    await this.accept(byDeveloping, developingCompany, incomplete);
    await this.decline(byPartner, partnerCompany, incomplete);
    const agreed = await this.propose(by, forum, company, [partnerCompany]);
    await this.accept(byPartner, partnerCompany, agreed);
    const approvedDraft = await this.publish(staff, forum);
    const next = await this.propose(by, forum, company, [otherCompany]);
    await this.accept(byOther, otherCompany, next);
    const scheduleDraft = await this.solve(staff, forum);

    const meeting = await dataSource.getRepository(Meeting).findOneByOrFail({ forumId: forum.id });
    const draftMeeting = await dataSource
      .getRepository(DraftMeeting)
      .findOneByOrFail({ scheduleDraftId: scheduleDraft.id, meetingRequestId: next.id });
    const { id: participationId } = await dataSource.getRepository(Participation).findOneByOrFail(between);
    return {
      owner: owner!,
      member: member!,
      partner: partner!,
      organizer: organizer!,
      assistant: assistant!,
      secrets: this.secrets,
      ids: {
        company: company.id,
        unlistedCompany: unlistedCompany.id,
        partnerCompany: partnerCompany.id,
        developingCompany: developingCompany.id,
        otherCompany: otherCompany.id,
        lastCompany: lastCompany.id,
        forum: forum.id,
        draftForum: draftForum.id,
        subForum: subForumId,
        slot: meeting.slotId,
        freeSlot: slotIds.find((id) => id !== meeting.slotId)!,
        table: meeting.tableId,
        freeTable: tableIds.find((id) => id !== meeting.tableId)!,
        participation: participationId,
        delegation: delegation.id,
        ...matched,
        ...ranked,
        pendingRequest: pending.id,
        incompleteRequest: incomplete.id,
        meeting: meeting.id,
        approvedDraft: approvedDraft.id,
        scheduleDraft: scheduleDraft.id,
        draftMeeting: draftMeeting.id,
        ...(await inviteAndApply(dataSource, company, forum)),
        ownerAccount: owner!.id,
        memberAccount: member!.id,
        organizerAccount: organizer!.id,
        assistantAccount: assistant!.id,
      },
    };
  }

  /** The id of the job that is about the row with this id. */
  private async jobOf(key: string, id: string): Promise<string> {
    const job = await this.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload ->> :key = :id`, { key, id })
      .getOneOrFail();
    return job.id;
  }

  private async match(by: Actor, forum: Forum, company: Company, expected: [string, string]) {
    const matches = this.get(MatchRequestsService);
    const filters = { hostCountries: [], sectors: [], needsCovered: [], excludedCompanyIds: [], minimumIndex: null };
    const where = { companyId: company.id, forumId: forum.id };
    const asked = await matches.ask(by, { ...where, count: 10, maxAppearances: 3, filters, ...once() });
    const { id: matchRequest } = asked as MatchRequest;
    await matches.run(matchRequest, await this.jobOf('matchRequestId', matchRequest), this.core, idle);

    const absences = this.get(AbsenceRequestsService);
    const question = await absences.ask(by, { matchRequestId: matchRequest, companyIds: expected, ...once() });
    const { id: absenceRequest } = question as AbsenceRequest;
    await absences.run(absenceRequest, await this.jobOf('absenceRequestId', absenceRequest), this.core, idle);
    return { matchRequest, absenceRequest };
  }

  private async rank(staff: Actor, { id: forumId, weights: { score, fit } }: Forum) {
    const shards = this.get(ForumRankingShardsService);
    const asked = await this.get(ForumRankingRunsService).start(staff, { forumId, count: 5, ...once() });
    const { id: forumRanking } = asked as ForumRanking;
    for (const { id } of await this.dataSource.query<{ id: string }[]>(
      'select id from forum_ranking_shard where forum_ranking_id = $1',
      [forumRanking],
    )) {
      await shards.rankShard(id, await this.jobOf('forumRankingShardId', id), this.core, idle);
    }
    await shards.join(forumRanking, await this.jobOf('forumRankingId', forumRanking));

    const previews = this.get(WeightsPreviewsService);
    const question = { forumId, score, fit, count: 5, sampleSize: 5, seed: 1 };
    const { id: weightsPreview } = (await previews.ask(staff, { ...question, ...once() })) as WeightsPreview;
    await previews.run(weightsPreview, await this.jobOf('weightsPreviewId', weightsPreview), this.core, idle);
    const { id: queuedPreview } = (await previews.ask(staff, { ...question, ...once() })) as WeightsPreview;
    return { forumRanking, weightsPreview, queuedPreview };
  }

  private async propose(by: Actor, forum: Forum, company: Company, others: Company[]): Promise<MeetingRequestView> {
    const input = { forumId: forum.id, companyId: company.id, otherCompanyIds: others.map(({ id }) => id), ...once() };
    return done(
      await this.get(MeetingRequestsService).propose(by, { ...input, message: this.secrets.message }, this.now),
    );
  }

  private async accept(by: Actor, company: Company, { id }: MeetingRequestView): Promise<void> {
    done(await this.get(MeetingRequestsService).accept(by, await this.actOn(by, company, id), this.now));
  }

  private async decline(by: Actor, company: Company, { id }: MeetingRequestView): Promise<void> {
    const input = { ...(await this.actOn(by, company, id)), reason: this.secrets.reason };
    done(await this.get(MeetingRequestsService).decline(by, input, this.now));
  }

  private async actOn(by: Actor, company: Company, id: string) {
    const { version } = await this.get(MeetingRequestsService).find(by, id, this.now);
    return { meetingRequestId: id, companyId: company.id, expectedVersion: version };
  }

  private async solve(staff: Actor, { id: forumId }: Forum): Promise<ScheduleDraft> {
    const settings = { ...defaultOptions, timeLimitSeconds: 5, maxSteps: 500 };
    const asked = done(await this.get(ScheduleRunsService).start(staff, { forumId, ...settings, ...once() }));
    const job = await this.jobOf('scheduleDraftId', asked.id);
    await this.get(ScheduleSolvingService).run(asked.id, job, scheduleCore, idle, this.now);
    return this.dataSource.getRepository(ScheduleDraft).findOneByOrFail({ id: asked.id });
  }

  private async publish(staff: Actor, forum: Forum): Promise<ScheduleDraft> {
    const { id, version } = await this.solve(staff, forum);
    const approval = { scheduleDraftId: id, expectedVersion: version, reason: null };
    return done(await this.get(DraftApprovalsService).approve(staff, approval, this.now));
  }
}
