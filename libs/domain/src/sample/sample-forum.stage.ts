import { Injectable } from '@nestjs/common';
import type { Actor } from '../accounts/actor.js';
import type { Forum } from '../forums/forum.entity.js';
import { ForumStaffService } from '../forums/forum-staff.service.js';
import { ForumsService, type ForumTemplate } from '../forums/forums.service.js';
import { sampleForum, sampleSignIns } from './sample-forum.js';
import { accepted, sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';

/** Makes the forum with its programme and staff, and opens it for applications. */
@Injectable()
export class SampleForumStage implements SampleStage {
  readonly name = 'forum';

  constructor(
    private readonly forums: ForumsService,
    private readonly staff: ForumStaffService,
  ) {}

  async load({ administrator }: SampleScene): Promise<void> {
    const forum = accepted(await this.forums.createForum(administrator, forumTemplate(), sampleKey('forum')));
    const organizer = organizerOf(administrator, forum);
    for (const { email, role } of sampleSignIns) {
      if (role.of === 'forum') accepted(await this.staff.setStaff(organizer, forum.id, email, role.role));
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

function forumTemplate(): ForumTemplate {
  const { sessions, tables, subForums, bookingOpensAt, bookingClosesAt, ...forum } = sampleForum;
  return {
    nameEn: forum.nameEn,
    nameZh: forum.nameZh,
    theme: forum.theme,
    place: forum.place,
    timeZone: forum.timeZone,
    days: [...forum.days],
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
    sessions: sessions.map(({ subForum, date, localStart, localEnd, ...session }) => ({
      ...session,
      days: [date],
      from: localStart,
      to: localEnd,
      subForumKey: subForum,
    })),
    tables: tables.map(({ subForum, ...table }) => ({ ...table, subForumKey: subForum })),
  };
}
