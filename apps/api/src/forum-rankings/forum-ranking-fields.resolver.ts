import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CompanyVersion, type ForumTriple, type RankedCompany } from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { Side } from '#matching';
import type { ApiContext } from '../graphql/api-context.js';
import { PageArgs, pageOf, type Page } from '../graphql/pagination.js';
import { StalenessLoader } from '../match-requests/staleness.loader.js';
import { loadMembers, loadNamedCompany } from '../match-requests/triple-members.js';
import { NamedCompanyType, TripleMember } from '../match-requests/triple.type.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { ForumTripleConnection, ForumTripleType, RankedCompanyType } from './forum-ranking.type.js';
import { decodeRankCursor } from './forum-ranking.cursors.js';
import { ForumRankingsLoader } from './forum-rankings.loader.js';

// Only staff gets hold of a run, so that these fields need no rule of their own.

@Resolver(() => ForumTripleType)
export class ForumTripleFieldsResolver {
  constructor(private readonly staleness: StalenessLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => [TripleMember], { description: 'The members in the order China, developed, developing.' })
  members(@Parent() { versionIds, shares }: ForumTriple, @Context() context: ApiContext): Promise<TripleMember[]> {
    const members = {
      chinaVersionId: versionIds.china,
      developedVersionId: versionIds.developed,
      developingVersionId: versionIds.developing,
      shares: [shares.china, shares.developed, shares.developing],
    };
    return loadMembers(members, this.staleness, context);
  }
}

@Resolver(() => RankedCompanyType)
export class RankedCompanyFieldsResolver {
  constructor(private readonly loader: ForumRankingsLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => NamedCompanyType, { description: 'Its names.' })
  company(@Parent() { companyVersionId }: RankedCompany, @Context() context: ApiContext): Promise<NamedCompanyType> {
    return loadNamedCompany(companyVersionId, context);
  }

  @FieldAccess('asObject')
  @ResolveField(() => SideEnum, { description: 'The side on which it was ranked.' })
  async side(@Parent() { companyVersionId }: RankedCompany, @Context() { loaders }: ApiContext): Promise<Side> {
    // Who has no side cannot be ranked.
    return (await loaders.load(CompanyVersion, companyVersionId))!.profile.side!;
  }

  @FieldAccess('asObject')
  @ResolveField(() => ForumTripleConnection, { description: 'Its best triples, best first.' })
  async triples(
    @Parent() company: RankedCompany,
    @Args() { first, after }: PageArgs,
    @Context() context: ApiContext,
  ): Promise<Page<ForumTriple>> {
    const afterRank = decodeRankCursor(after);
    const triples = await this.loader.triplesOf(context, company);
    return pageOf(triples.slice(afterRank, afterRank + first + 1), first, ({ rank }) => [rank]);
  }
}
