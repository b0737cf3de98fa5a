import { In, type DataSource, type EntityManager } from 'typeorm';
import type { CompanyProfile, CompanySize, DirectoryChange, NeverPair, Side } from '#matching';
import { CompanyVersion } from '../companies/company.entity.js';

/** The companies that can be matched with each other, as scoring sees them. */
export interface MatchPool {
  profiles: CompanyProfile[];
  /** By company id: the version whose inputs were read. */
  versionIds: Map<string, string>;
  nevers: NeverPair[];
}

/** Which versions a pool was made of. */
export interface PoolState {
  /** The same exactly when `versionIds` is. */
  fingerprint: string;
  /** By company id. */
  versionIds: ReadonlyMap<string, string>;
}

/** What leads from a known state of a pool to the present one, besides the profiles that are new or other. */
export interface PoolChange extends Pick<DirectoryChange, 'remove'> {
  state: PoolState;
  nevers: NeverPair[];
}

/** The approved versions of a forum's approved participants or, with null, of the whole directory. */
const poolSql = (forumId: string | null): string =>
  `from company
   join company_version version on version.id = company.approved_version_id
   ${forumId === null ? '' : `join participation on participation.company_id = company.id and participation.forum_id = $1 and participation.state = 'approved'`}
   where company.archived_at is null`;

/** The whole pool, and who said *never* at its forum. A few queries, whatever the size. */
export async function readMatchPool(tx: EntityManager, forumId: string | null): Promise<MatchPool> {
  return readPoolOf(tx, forumId, await readVersionIds(tx, forumId));
}

/**
 * Of a forum's pool these two companies, and all that are not of their sides: who could be the third. A third of the pool,
 * which is packed in the event loop; null when the two are not both there or are of one side, or of none.
 */
export async function readPoolOfThird(
  tx: EntityManager,
  forumId: string,
  pair: readonly [string, string],
): Promise<MatchPool | null> {
  const rows = await tx.query<{ company_id: string; version_id: string; side: Side | null }[]>(
    `select company.id as company_id, version.id as version_id, version.side as side ${poolSql(forumId)}`,
    [forumId],
  );
  const sidesOfPair = rows.filter((row) => pair.includes(row.company_id)).map(({ side }) => side);
  if (new Set(sidesOfPair).size !== 2 || sidesOfPair.includes(null)) return null;
  const wanted = rows.filter((row) => pair.includes(row.company_id) || !sidesOfPair.includes(row.side));
  return readPoolOf(tx, forumId, new Map(wanted.map((row) => [row.company_id, row.version_id])));
}

async function readPoolOf(
  tx: EntityManager,
  forumId: string | null,
  versionIds: Map<string, string>,
): Promise<MatchPool> {
  const profiles: CompanyProfile[] = [];
  for await (const part of readProfiles(tx, [...versionIds.values()])) profiles.push(...part);
  return {
    profiles,
    versionIds,
    nevers: await readNevers(tx, forumId),
  };
}

/**
 * What has become of a pool since `known`, as of one moment; everything when nothing is known. Where nothing has changed
 * that is one line for all versions, about 0.1 s for 60,000.
 *
 * @param put takes the profiles that are new or other, a thousand at a time: all of a directory would take too much memory
 */
export function readPoolChange(
  dataSource: DataSource,
  forumId: string | null,
  known: PoolState | null,
  put: (profiles: CompanyProfile[]) => Promise<void>,
): Promise<PoolChange> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const nevers = await readNevers(tx, forumId);
    const fingerprint = await readFingerprint(tx, forumId);
    if (known?.fingerprint === fingerprint) return { state: known, remove: [], nevers };

    const versionIds = await readVersionIds(tx, forumId);
    const before: PoolState['versionIds'] = known?.versionIds ?? new Map();
    const changed = [...versionIds].filter(([company, version]) => before.get(company) !== version);
    for await (const profiles of readProfiles(
      tx,
      changed.map(([, version]) => version),
    )) {
      await put(profiles);
    }
    return {
      state: { fingerprint, versionIds },
      remove: [...before.keys()].filter((company) => !versionIds.has(company)),
      nevers,
    };
  });
}

async function readFingerprint(tx: EntityManager, forumId: string | null): Promise<string> {
  const [row] = await tx.query<{ fingerprint: string }[]>(
    `select md5(coalesce(string_agg(version.id::text, ',' order by version.id), '')) as fingerprint ${poolSql(forumId)}`,
    forumId === null ? [] : [forumId],
  );
  return row!.fingerprint;
}

async function readVersionIds(tx: EntityManager, forumId: string | null): Promise<Map<string, string>> {
  const rows = await tx.query<{ company_id: string; version_id: string }[]>(
    `select company.id as company_id, version.id as version_id ${poolSql(forumId)}`,
    forumId === null ? [] : [forumId],
  );
  return new Map(rows.map((row) => [row.company_id, row.version_id]));
}

/** In parts: a statement takes one array of ids, an entity for each row of it some memory. */
async function* readProfiles(tx: EntityManager, versionIds: readonly string[]): AsyncGenerator<CompanyProfile[]> {
  for (let from = 0; from < versionIds.length; from += profilesAtOnce) {
    const ids = versionIds.slice(from, from + profilesAtOnce);
    const versions = await tx.find(CompanyVersion, { where: { id: In(ids) } });
    yield versions.map(profileForMatching);
  }
}

const profilesAtOnce = 1_000;

async function readNevers(tx: EntityManager, forumId: string | null): Promise<NeverPair[]> {
  if (forumId === null) return [];
  const rows = await tx.query<{ company_id: string; other_company_id: string }[]>(
    `select company_id, other_company_id from preference where forum_id = $1 and value = 'never'`,
    [forumId],
  );
  return rows.map((row) => [row.company_id, row.other_company_id] as const);
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
