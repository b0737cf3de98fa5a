import { Injectable } from '@nestjs/common';
import type { Interval } from '#calendar';
import type { Actor } from '../accounts/actor.js';
import type { DelegationInput } from '../forums/delegation.rules.js';
import { DelegationsService } from '../forums/delegations.service.js';
import { ForumProgrammeService, type ForumProgramme } from '../forums/forum-programme.service.js';
import { ForumsService } from '../forums/forums.service.js';
import { ParticipationsService } from '../forums/participations.service.js';
import type { SampleDay } from './sample-forum.js';
import { organizerOf, subForumIdsOf } from './sample-forum.stage.js';
import { accepted, forEachAtOnce, memberOf, sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';
import { sampleParticipations, type SampleDelegation, type SampleParticipation } from './sample-participations.js';

/** Lets every company apply, approves it and brings its delegations; then the search for partners begins. */
@Injectable()
export class SampleParticipationsStage implements SampleStage {
  readonly name = 'participations';

  constructor(
    private readonly forums: ForumsService,
    private readonly programme: ForumProgrammeService,
    private readonly participations: ParticipationsService,
    private readonly delegations: DelegationsService,
  ) {}

  async load(scene: SampleScene): Promise<void> {
    const { administrator } = scene;
    const programme = await this.programme.readProgramme(administrator, await scene.findMade('forum'));
    const { forum } = programme;
    const organizer = organizerOf(administrator, forum);
    const subForumIds = subForumIdsOf(programme);

    await forEachAtOnce(sampleParticipations(), async (sample) => {
      const companyId = await scene.findMade(`company ${sample.companyKey}`);
      const member = memberOf(administrator, companyId);
      const participationId = await this.takePart(member, organizer, forum.id, companyId, sample);
      const inputs = sample.delegations.map((delegation) => delegationInput(delegation, subForumIds, programme));
      await this.bring(member, participationId, sample.companyKey, inputs);
    });

    const { state, version } = await this.forums.findForum(organizer, forum.id);
    if (state === 'registration') accepted(await this.forums.advanceForum(organizer, forum.id, 'matching', version));
  }

  private async takePart(
    member: Actor,
    organizer: Actor,
    forumId: string,
    companyId: string,
    { companyKey, hasStandingConsent }: SampleParticipation,
  ): Promise<string> {
    const application = { forumId, companyId, hasStandingConsent };
    const key = sampleKey(`participation ${companyKey}`);
    const { id, state, version } = accepted(await this.participations.apply(member, application, key));
    if (state === 'applied') accepted(await this.participations.approve(organizer, id, version));
    return id;
  }

  /** The approval has made the first one, which now becomes what the sample says. */
  private async bring(
    member: Actor,
    participationId: string,
    companyKey: string,
    inputs: DelegationInput[],
  ): Promise<void> {
    const [first, ...others] = inputs;
    const present = await this.delegations.listOf([participationId]);
    const made = present.find(({ name }) => name === first!.name) ?? present[0]!;
    accepted(await this.delegations.edit(member, made.id, first!, made.version));
    for (const [index, input] of others.entries()) {
      const key = sampleKey(`delegation ${index + 2} ${companyKey}`);
      accepted(await this.delegations.create(member, participationId, input, key));
    }
  }
}

function delegationInput(
  sample: SampleDelegation,
  subForumIds: ReadonlyMap<string, string>,
  programme: ForumProgramme,
): DelegationInput {
  return {
    name: sample.name,
    people: [...sample.people],
    languages: [...sample.languages],
    subForumIds: sample.subForums.map((key) => subForumIds.get(key)!),
    availability: sample.days.length === 0 ? null : sample.days.map((day) => openingOf(programme, day)),
    pauses: [],
    dailyMaximum: null,
    maxInARow: null,
  };
}

/** From the first session of a day to its last. */
function openingOf({ forum, sessions }: ForumProgramme, day: SampleDay): Interval {
  const ofDay = sessions.filter(({ date }) => date === forum.days[day - 1]);
  return {
    startsAt: new Date(Math.min(...ofDay.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...ofDay.map(({ endsAt }) => endsAt.getTime()))),
  };
}
