import type { EntityManager } from 'typeorm';
import type { CompanyProfile, CompanySize, NeverPair } from '#matching';
import { CompanyVersion } from '../companies/company.entity.js';

/** The companies that can be matched with each other, as scoring sees them. */
export interface MatchPool {
  profiles: CompanyProfile[];
  /** By company id: the version whose inputs were read. */
  versionIds: Map<string, string>;
  nevers: NeverPair[];
}

/**
 * The approved versions of a forum's approved participants or, without a forum, of the whole directory, and who said *never*
 * at that forum. Two queries, whatever the size.
 */
export async function readMatchPool(tx: EntityManager, forumId: string | null): Promise<MatchPool> {
  const query = tx
    .createQueryBuilder(CompanyVersion, 'version')
    .innerJoin('company', 'company', 'company.approved_version_id = version.id and company.archived_at is null');
  if (forumId !== null) {
    query.innerJoin(
      'participation',
      'participation',
      `participation.company_id = company.id and participation.forum_id = :forumId and participation.state = 'approved'`,
      { forumId },
    );
  }
  const versions = await query.getMany();
  const nevers =
    forumId === null
      ? []
      : await tx.query<{ company_id: string; other_company_id: string }[]>(
          `select company_id, other_company_id from preference where forum_id = $1 and value = 'never'`,
          [forumId],
        );
  return {
    profiles: versions.map(profileForMatching),
    versionIds: new Map(versions.map((version) => [version.companyId, version.id])),
    nevers: nevers.map((row) => [row.company_id, row.other_company_id] as const),
  };
}

export function profileForMatching({ companyId, profile }: CompanyVersion): CompanyProfile {
  return {
    id: companyId,
    country: profile.country,
    side: profile.side,
    sectors: profile.sectors,
    offers: profile.offers,
    needs: profile.needs,
    markets: profile.markets,
    modes: profile.modes,
    languages: profile.languages,
    size: profile.size as CompanySize | null,
    blocks: { companies: profile.blockedCompanyIds, countries: profile.blockedCountries },
  };
}
