import { Injectable } from '@nestjs/common';
import { ForumProgrammeService } from '../forums/forum-programme.service.js';
import { MeetingRequestsService, type ProposeMeeting } from '../meetings/meeting-requests.service.js';
import { PreferencesService } from '../meetings/preferences.service.js';
import { subForumIdsOf } from './sample-forum.stage.js';
import { sampleMeetingRequests, type SampleMeetingRequest } from './sample-meeting-requests.js';
import { samplePreferences, type SamplePreference } from './sample-preferences.js';
import { accepted, forEachAtOnce, memberOf, sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';

/** Why the sample's companies decline; the same for everybody, for nothing of the kind is published. */
const reason = 'Our days at the forum are full.';

/** Lets the companies agree on meetings, so that there is something to schedule, and say whom they must or never want to meet. */
@Injectable()
export class SampleMeetingsStage implements SampleStage {
  readonly name = 'meetings';

  constructor(
    private readonly programme: ForumProgrammeService,
    private readonly requests: MeetingRequestsService,
    private readonly preferences: PreferencesService,
  ) {}

  async load(scene: SampleScene): Promise<void> {
    const programme = await this.programme.readProgramme(scene.administrator, await scene.findMade('forum'));
    // The instant of the first attempt, also when a load goes on days later: else what was proposed then would have expired.
    const { id: forumId, bookingOpensAt: now } = programme.forum;
    const subForumIds = subForumIdsOf(programme);
    await forEachAtOnce(sampleMeetingRequests(), async (sample) => {
      const [companyId, ...otherCompanyIds] = await Promise.all(
        [sample.proposer, ...sample.others].map((key) => scene.findMade(`company ${key}`)),
      );
      const input = {
        forumId,
        companyId: companyId!,
        otherCompanyIds,
        subForumId: sample.subForum && subForumIds.get(sample.subForum)!,
        message: sample.message,
        idempotencyKey: sampleKey(`meeting request ${[sample.proposer, ...sample.others].join(' ')}`),
      };
      await this.negotiate(scene, input, sample.answer, now);
    });
    await forEachAtOnce(samplePreferences(), (sample) => this.prefer(scene, forumId, sample, now));
  }

  /** Of a load that was broken off, those answer that have not. */
  private async negotiate(
    { administrator }: SampleScene,
    input: ProposeMeeting,
    answer: SampleMeetingRequest['answer'],
    now: Date,
  ): Promise<void> {
    let request = accepted(await this.requests.propose(memberOf(administrator, input.companyId), input, now));
    if (answer === null) return;
    for (const { companyId, answer: present } of request.parties) {
      if (present !== 'pending') continue;
      const member = memberOf(administrator, companyId);
      const act = { meetingRequestId: request.id, companyId, expectedVersion: request.version };
      request = accepted(
        answer === 'accepted'
          ? await this.requests.accept(member, act, now)
          : await this.requests.decline(member, { ...act, reason }, now),
      );
    }
  }

  private async prefer(
    scene: SampleScene,
    forumId: string,
    { company, other, value }: SamplePreference,
    now: Date,
  ): Promise<void> {
    const companyId = await scene.findMade(`company ${company}`);
    const otherCompanyId = await scene.findMade(`company ${other}`);
    const member = memberOf(scene.administrator, companyId);
    const present = await this.preferences.list(member, { forumId, companyId }, samplePreferences().length);
    if (present.some((one) => one.otherCompanyId === otherCompanyId && one.value === value)) return;
    accepted(await this.preferences.set(member, { forumId, companyId, otherCompanyId, value }, now));
  }
}
