import { CompanyVersion } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';
import type { StalenessLoader } from './staleness.loader.js';
import type { NamedCompanyType, TripleMember } from './triple.type.js';

const sides = ['CHINA', 'DEVELOPED', 'DEVELOPING'];

/** Versions of the members and their shares, in the order China, developed, developing. */
export interface MembersOfTriple {
  chinaVersionId: string;
  developedVersionId: string;
  developingVersionId: string;
  shares: number[];
}

export function loadMembers(
  { chinaVersionId, developedVersionId, developingVersionId, shares }: MembersOfTriple,
  staleness: StalenessLoader,
  context: ApiContext,
): Promise<TripleMember[]> {
  return Promise.all(
    [chinaVersionId, developedVersionId, developingVersionId].map(async (versionId, index) => {
      const [version, isOutdated] = await Promise.all([
        context.loaders.load(CompanyVersion, versionId),
        staleness.isOutdatedVersion(context, versionId),
      ]);
      const { companyId, profile } = version!;
      return {
        companyId,
        side: sides[index]!,
        nameEn: profile.nameEn,
        nameZh: profile.nameZh,
        country: profile.country,
        share: shares[index]!,
        isOutdated,
      };
    }),
  );
}

/** The names of a company as they stood in a version. */
export async function loadNamedCompany(versionId: string, { loaders }: ApiContext): Promise<NamedCompanyType> {
  const { companyId, profile } = (await loaders.load(CompanyVersion, versionId))!;
  return { companyId, nameEn: profile.nameEn, nameZh: profile.nameZh };
}
