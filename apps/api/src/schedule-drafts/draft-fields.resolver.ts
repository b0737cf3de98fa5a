import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Company,
  CompanyVersion,
  Delegation,
  ForumTable,
  Slot,
  type DraftMeeting,
  type UnplacedDraftMeeting,
} from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { Obstacle, Placement, UnplacedMeeting } from '#scheduling';
import { ForumTableType, SlotType } from '../forums/programme.type.js';
import type { ApiContext } from '../graphql/api-context.js';
import { MeetingPartyType } from '../meetings/meeting.type.js';
import { PlacementType } from './comparison.type.js';
import { explainUnplaced } from './obstacle.texts.js';
import { ObstacleKindEnum } from './schedule-draft.enums.js';
import { DraftMeetingType, ObstacleType, SlotObstaclesType, UnplacedMeetingType } from './schedule-draft.type.js';

// Only staff gets hold of a draft, so that these fields need no rule of their own.

@Resolver(() => DraftMeetingType)
export class DraftMeetingFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => SlotType, { nullable: true, description: 'When it would be held; null while it is unplaced.' })
  async slot(@Parent() { slotId }: DraftMeeting, @Context() { loaders }: ApiContext): Promise<Slot | null> {
    return slotId === null ? null : loaders.load(Slot, slotId);
  }

  @FieldAccess('asObject')
  @ResolveField(() => ForumTableType, {
    nullable: true,
    description: 'Where it would be held; null while it is unplaced.',
  })
  async table(@Parent() { tableId }: DraftMeeting, @Context() { loaders }: ApiContext): Promise<ForumTable | null> {
    return tableId === null ? null : loaders.load(ForumTable, tableId);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [MeetingPartyType], { description: 'Who would meet.' })
  parties(@Parent() { delegationIds }: DraftMeeting, @Context() context: ApiContext): Promise<MeetingPartyType[]> {
    return Promise.all(delegationIds.map((id) => loadParty(id, context)));
  }
}

@Resolver(() => UnplacedMeetingType)
export class UnplacedMeetingFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => ObstacleKindEnum, { description: 'The obstacle that occurs in most slots.' })
  headline(@Parent() { cause }: UnplacedDraftMeeting): UnplacedMeeting['headline'] {
    return cause.headline;
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, {
    description: 'The cause as a sentence, in the language of Accept-Language (en or zh).',
  })
  text(@Parent() { cause, isProvenBest }: UnplacedDraftMeeting, @Context() { locale }: ApiContext): string {
    return explainUnplaced(cause, isProvenBest, locale);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [SlotObstaclesType], { description: 'For each slot it could use, what stands in the way there.' })
  perSlot(@Parent() { cause }: UnplacedDraftMeeting): UnplacedMeeting['perSlot'] {
    return cause.perSlot;
  }
}

@Resolver(() => SlotObstaclesType)
export class SlotObstaclesFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => SlotType, { description: 'The slot.' })
  async slot(
    @Parent() { slot }: UnplacedMeeting['perSlot'][number],
    @Context() { loaders }: ApiContext,
  ): Promise<SlotType> {
    return (await loaders.load(Slot, slot))!;
  }
}

@Resolver(() => ObstacleType)
export class ObstacleFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => MeetingPartyType, { nullable: true, description: 'Whose it is; null when it is nobody’s.' })
  async party(@Parent() { participant }: Obstacle, @Context() context: ApiContext): Promise<MeetingPartyType | null> {
    return participant === undefined ? null : loadParty(participant, context);
  }
}

@Resolver(() => PlacementType)
export class PlacementFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => SlotType, { description: 'When.' })
  async slot(@Parent() { slot }: Placement, @Context() { loaders }: ApiContext): Promise<SlotType> {
    return (await loaders.load(Slot, slot))!;
  }

  @FieldAccess('asObject')
  @ResolveField(() => ForumTableType, { description: 'Where.' })
  async table(@Parent() { table }: Placement, @Context() { loaders }: ApiContext): Promise<ForumTableType> {
    return (await loaders.load(ForumTable, table))!;
  }
}

async function loadParty(delegationId: string, { loaders }: ApiContext): Promise<MeetingPartyType> {
  const delegation = (await loaders.load(Delegation, delegationId))!;
  const company = (await loaders.load(Company, delegation.companyId))!;
  const { approvedVersionId } = company;
  const approved = approvedVersionId === null ? null : await loaders.load(CompanyVersion, approvedVersionId);
  const { nameEn, nameZh } = (approved ?? company).profile;
  return {
    companyId: company.id,
    companyNameEn: nameEn,
    companyNameZh: nameZh,
    delegationId,
    delegationName: delegation.name,
  };
}
