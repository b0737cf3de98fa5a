/** Columns of a version that readers do not see: they must not see either that only these have changed. */
const unseenColumns = ['id', 'company_id', 'number', 'created_at', 'blocked_company_ids', 'blocked_countries'];

// The row by `.*`: `company` has a column by the name of `version`.
const seenOf = (version: string): string => `to_jsonb(${version}.*) - '{${unseenColumns.join(',')}}'::text[]`;

/**
 * A condition on the row of `company_version` by this alias: others see something else of the company now, another approved
 * profile or none. A version that differs in blocks alone counts as the same, or the change would tell of the block.
 */
export const isOutdated = (version: string): string => `exists (
  select 1 from company
  left join company_version present on present.id = company.approved_version_id
  where company.id = ${version}.company_id
    and (company.archived_at is not null
      or present.id is null
      or (present.id <> ${version}.id and ${seenOf('present')} <> ${seenOf(version)}))
)`;

/**
 * A condition on stored weights, beside a row of `forum`, or none for the directory, by that name: they are no longer those in
 * use. `defaultVersion` is the parameter that names the directory's.
 */
export const areOldWeights = (weights: string, defaultVersion: string): string =>
  `${weights} ->> 'version' is distinct from coalesce(forum.weights ->> 'version', ${defaultVersion})`;
