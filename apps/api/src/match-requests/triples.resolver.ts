import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OpenNeed, Triple } from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { LabelType } from '../taxonomy/taxonomy.type.js';
import { indexSentence } from './index.texts.js';
import { StalenessLoader } from './staleness.loader.js';
import { loadMembers, loadNamedCompany } from './triple-members.js';
import { CouldCoverType, NamedCompanyType, TripleMember, TripleType } from './triple.type.js';

@Resolver(() => TripleType)
export class TriplesResolver {
  constructor(private readonly staleness: StalenessLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => [TripleMember], { description: 'The members in the order China, developed, developing.' })
  members(@Parent() triple: Triple, @Context() context: ApiContext): Promise<TripleMember[]> {
    return loadMembers(triple, this.staleness, context);
  }

  @FieldAccess('asObject')
  @ResolveField(() => LabelType, { description: 'What the 1+1+1 index says of this triple, in one sentence.' })
  indexSentence(@Parent() { index }: Triple): LabelType {
    return indexSentence(index);
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, {
    description: 'Whether a member’s profile has changed since: ask again for the present answer.',
  })
  async isStale(
    @Parent() { chinaVersionId, developedVersionId, developingVersionId }: Triple,
    @Context() context: ApiContext,
  ): Promise<boolean> {
    const areOutdated = await Promise.all(
      [chinaVersionId, developedVersionId, developingVersionId].map((id) =>
        this.staleness.isOutdatedVersion(context, id),
      ),
    );
    return areOutdated.includes(true);
  }
}

@Resolver(() => CouldCoverType)
export class CouldCoverFieldsResolver {
  @FieldAccess('asObject')
  @ResolveField(() => NamedCompanyType, { description: 'Who could cover it.' })
  company(
    @Parent() { versionId }: OpenNeed['couldCover'][number],
    @Context() context: ApiContext,
  ): Promise<NamedCompanyType> {
    return loadNamedCompany(versionId, context);
  }
}
