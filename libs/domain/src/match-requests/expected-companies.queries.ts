import type { EntityManager } from 'typeorm';
import type { NeverPair } from '#matching';
import { CompanyVersion } from '../companies/company.entity.js';
import type { AskingCompany } from './asking-company.queries.js';
import type { ExpectedCompanies } from './expected-companies.rules.js';
import { profileForMatching } from './match-pool.queries.js';

/** What `readMatchPool` would tell of these three companies, without reading the whole pool. At most two queries. */
export async function readExpectedCompanies(
  tx: EntityManager,
  { companyId, forumId }: AskingCompany,
  expectedIds: readonly string[],
): Promise<ExpectedCompanies> {
  const ids = [companyId, ...expectedIds];
  const query = tx
    .createQueryBuilder(CompanyVersion, 'version')
    .innerJoin('company', 'company', 'company.approved_version_id = version.id and company.archived_at is null')
    .where('company.id = any(:ids)', { ids });
  if (forumId !== null) {
    query.innerJoin(
      'participation',
      'participation',
      `participation.company_id = company.id and participation.forum_id = :forumId and participation.state = 'approved'`,
      { forumId },
    );
  }
  const profiles = new Map((await query.getMany()).map((version) => [version.companyId, profileForMatching(version)]));
  const nevers =
    forumId === null
      ? []
      : await tx.query<{ from: string; to: string }[]>(
          `select company_id as "from", other_company_id as "to" from preference
           where forum_id = $1 and value = 'never' and company_id = any($2) and other_company_id = any($2)`,
          [forumId, ids],
        );
  return {
    asking: profiles.get(companyId),
    expected: [profiles.get(expectedIds[0]!), profiles.get(expectedIds[1]!)],
    nevers: nevers.map(({ from, to }): NeverPair => [from, to]),
  };
}
