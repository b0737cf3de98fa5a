import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Company, CompanyVersion, Forum, type Participation } from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CompanyProfileType, CompanyType } from '../companies/company.type.js';
import { RelationsLoader } from '../companies/relations.loader.js';
import type { ApiContext } from '../graphql/api-context.js';
import { DelegationsLoader } from './delegations.loader.js';
import { ForumType } from './forum.type.js';
import { DelegationType, ParticipationType } from './participation.type.js';

/** What belongs to a participation that the actor may see. */
@Resolver(() => ParticipationType)
export class ParticipationFieldsResolver {
  constructor(
    private readonly delegationsLoader: DelegationsLoader,
    private readonly relations: RelationsLoader,
  ) {}

  @FieldAccess('asObject')
  @ResolveField(() => ForumType, { description: 'The forum.' })
  async forum(@Parent() { forumId }: Participation, @Context() { loaders }: ApiContext): Promise<ForumType> {
    return (await loaders.load(Forum, forumId))!;
  }

  @FieldAccess('asObject')
  @ResolveField(() => CompanyType, { description: 'The company.' })
  async company(@Parent() { companyId }: Participation, @Context() { loaders }: ApiContext): Promise<CompanyType> {
    return (await loaders.load(Company, companyId))!;
  }

  @FieldAccess('asObject')
  @ResolveField(() => CompanyProfileType, {
    description:
      'The company’s approved profile; before the first approval the one it applied with, for the organizer.',
  })
  async profile(@Parent() { companyId }: Participation, @Context() context: ApiContext): Promise<CompanyProfileType> {
    const company = (await context.loaders.load(Company, companyId))!;
    const { approvedVersionId } = company;
    const version =
      approvedVersionId === null ? company : (await context.loaders.load(CompanyVersion, approvedVersionId))!;
    return this.relations.show(context, company, version.profile);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [DelegationType], { description: 'Those who sit in its meetings, without archived ones.' })
  delegations(@Parent() { id }: Participation, @Context() context: ApiContext): Promise<DelegationType[]> {
    return this.delegationsLoader.load(context, id);
  }
}
