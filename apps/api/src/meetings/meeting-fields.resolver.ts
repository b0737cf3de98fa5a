import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Account, type Actor, type AgendaMeeting, type FreeSlot } from '#domain';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { FreeSlotType } from './free-slot.type.js';
import { localPeriod, LocalPeriodType } from './local-period.type.js';
import { MeetingType } from './meeting.type.js';

const atVenue = 'The time on the clocks of the venue.';
const inMyZone = 'The time on the clocks of the reader’s zone, which is a setting of the account.';

async function zoneOf(actor: Actor, { loaders }: ApiContext): Promise<string> {
  return (await loaders.load(Account, actor.accountId))!.timeZone;
}

@Resolver(() => MeetingType)
export class MeetingFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt(@Parent() { slot }: AgendaMeeting): Date {
    return slot.startsAt;
  }

  @FieldAccess('asObject')
  @ResolveField(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt(@Parent() { slot }: AgendaMeeting): Date {
    return slot.endsAt;
  }

  @FieldAccess('asObject')
  @ResolveField(() => LocalPeriodType, { description: atVenue })
  atVenue(@Parent() { slot }: AgendaMeeting): LocalPeriodType {
    return localPeriod(slot, slot.timeZone);
  }

  @FieldAccess('asObject')
  @ResolveField(() => LocalPeriodType, { description: inMyZone })
  async inMyZone(
    @Parent() { slot }: AgendaMeeting,
    @CurrentActor() actor: Actor,
    @Context() context: ApiContext,
  ): Promise<LocalPeriodType> {
    return localPeriod(slot, await zoneOf(actor, context));
  }
}

@Resolver(() => FreeSlotType)
export class FreeSlotFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => LocalPeriodType, { description: atVenue })
  atVenue(@Parent() slot: FreeSlot): LocalPeriodType {
    return localPeriod(slot, slot.timeZone);
  }

  @FieldAccess('asObject')
  @ResolveField(() => LocalPeriodType, { description: inMyZone })
  async inMyZone(
    @Parent() slot: FreeSlot,
    @CurrentActor() actor: Actor,
    @Context() context: ApiContext,
  ): Promise<LocalPeriodType> {
    return localPeriod(slot, await zoneOf(actor, context));
  }
}
