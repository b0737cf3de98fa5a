import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Company, CompanyVersion, type Triple } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';
import { TripleMember, TripleType } from './match-request.type.js';
import { versionIdsOf } from './match-requests.resolver.js';

const sides = ['CHINA', 'DEVELOPED', 'DEVELOPING'];

@Resolver(() => TripleType)
export class TriplesResolver {
  @ResolveField(() => [TripleMember], { description: 'The members in the order China, developed, developing.' })
  members(@Parent() triple: Triple, @Context() { loaders }: ApiContext): Promise<TripleMember[]> {
    return Promise.all(
      versionIdsOf(triple).map(async (versionId, index) => {
        const version = (await loaders.load(CompanyVersion, versionId))!;
        const company = (await loaders.load(Company, version.companyId))!;
        const { nameEn, nameZh, country } = version.profile;
        return {
          companyId: version.companyId,
          side: sides[index]!,
          nameEn,
          nameZh,
          country,
          versionNumber: version.number,
          share: triple.shares[index]!,
          isOutdated: company.approvedVersionId !== versionId,
        };
      }),
    );
  }

  @ResolveField(() => Boolean, {
    description: 'Whether a member’s profile has changed since: ask again for the present answer.',
  })
  async isStale(@Parent() triple: Triple, @Context() context: ApiContext): Promise<boolean> {
    const members = await this.members(triple, context);
    return members.some(({ isOutdated }) => isOutdated);
  }
}
