import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { ForumMembership } from '../accounts/membership.entities.js';
import type { Forum } from '../forums/forum.entity.js';
import type { ForumProgramme } from '../forums/forum-programme.service.js';
import { ForumsService, type ForumTemplate } from '../forums/forums.service.js';
import { planSampleForum } from './plan-sample-forum.js';
import { sampleForum, sampleSignIns, type SubForumKey } from './sample-forum.js';
import { accepted, sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';

/** Makes the forum with its programme and staff, and opens it for applications. */
@Injectable()
export class SampleForumStage implements SampleStage {
  readonly name = 'forum';

  constructor(
    private readonly dataSource: DataSource,
    private readonly forums: ForumsService,
  ) {}

  async load(scene: SampleScene, now: Date): Promise<void> {
    const { administrator, accounts } = scene;
    // Of a load that was broken off, its dates stay: on another day the template would be another.
    const madeId = await scene.lookFor('forum');
    const forum = madeId
      ? await this.forums.findForum(administrator, madeId)
      : accepted(await this.forums.createForum(administrator, forumTemplate(now), sampleKey('forum')));
    const organizer = organizerOf(administrator, forum);
    // As rows: people join by the link of an invitation, and those of the sample read no mail.
    for (const { email, role } of sampleSignIns) {
      if (role.of !== 'forum') continue;
      const membership = { accountId: accounts.get(email)!.id, forumId: forum.id, role: role.role };
      await this.dataSource.getRepository(ForumMembership).save(membership);
    }
    if (forum.state === 'draft') {
      accepted(await this.forums.advanceForum(organizer, forum.id, 'registration', forum.version));
    }
  }
}

/** Acts as an organizer of the sample forum. */
export const organizerOf = ({ accountId }: Actor, forum: Pick<Forum, 'id'>): Actor => ({
  accountId,
  isAdministrator: false,
  companyRoles: new Map(),
  forumRoles: new Map([[forum.id, 'organizer']]),
});

/** The sub-forums of the sample, as they were made. */
export const subForumIdsOf = ({ subForums }: Pick<ForumProgramme, 'subForums'>): ReadonlyMap<SubForumKey, string> =>
  new Map(sampleForum.subForums.map(({ key, nameEn }) => [key, subForums.find((made) => made.nameEn === nameEn)!.id]));

function forumTemplate(now: Date): ForumTemplate {
  const { sessions, tables, subForums, ...forum } = sampleForum;
  const { days, bookingOpensAt, bookingClosesAt } = planSampleForum(now);
  return {
    nameEn: forum.nameEn,
    nameZh: forum.nameZh,
    theme: forum.theme,
    place: forum.place,
    timeZone: forum.timeZone,
    days: [...days],
    bannerEn: forum.bannerEn,
    bannerZh: forum.bannerZh,
    organizerEmail: sampleSignIns.find(({ role }) => role.of === 'forum' && role.role === 'organizer')!.email,
    bookingRules: {
      opensAt: bookingOpensAt,
      closesAt: bookingClosesAt,
      requestExpiryHours: forum.requestExpiryHours,
      dailyMaximum: forum.dailyMaximum,
    },
    subForums: subForums.map(({ key, nameEn, nameZh, theme }) => ({ key, nameEn, nameZh, theme })),
    sessions: sessions.map(({ subForum, day, localStart, localEnd, ...session }) => ({
      ...session,
      days: [days[day - 1]!],
      from: localStart,
      to: localEnd,
      subForumKey: subForum,
    })),
    tables: tables.map(({ subForum, ...table }) => ({ ...table, subForumKey: subForum })),
  };
}
