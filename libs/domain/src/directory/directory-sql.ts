import { foldText, wordsOf } from '../companies/search-words.js';
import {
  facetFilters,
  withSubregions,
  type DirectoryPosition,
  type DirectoryQuery,
  type FacetFilter,
} from './directory-query.js';

/** A statement with its parameters. */
export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** A name is similar from here on; PostgreSQL's `similarity`, the share of common trigrams. */
export const similarityThreshold = 0.3;

const words = '$1::text[]';
const text = '$2::text';

/**
 * An entry answers a text with its words or with a similar name. `<%` narrows by index and loses nothing: the likeness of a
 * text to the best part of all names is at least its likeness to one of them, which then decides.
 */
const answersText = `(
  (cardinality(${words}) > 0 AND key_words @> ${words})
  OR (${text} <% names AND EXISTS (
    SELECT FROM unnest(string_to_array(names, E'\\n')) name WHERE similarity(name, ${text}) >= ${similarityThreshold}))
)`;

const score = `(
  CASE WHEN name_words @> ${words} THEN 2000 ELSE 0 END
  + (SELECT CASE WHEN name_words @> ${words} OR max(likeness) >= ${similarityThreshold}
       THEN round(1000 * max(likeness))::int + CASE WHEN name_words @> ${words} THEN 0 ELSE 1000 END
       ELSE 0 END
     FROM (SELECT similarity(name, ${text}) likeness FROM unnest(string_to_array(names, E'\\n')) name) likenesses)
)`;

const filterConditions: Record<FacetFilter, string> = {
  side: '(cardinality($3::text[]) = 0 OR side = ANY($3))',
  country: '(cardinality($4::text[]) = 0 OR country = ANY($4))',
  region: '(cardinality($5::text[]) = 0 OR region = ANY($5))',
  sector: '(cardinality($6::text[]) = 0 OR sectors && $6)',
  capability: '(cardinality($7::text[]) = 0 OR capabilities && $7)',
};
const isCompleteCondition = `($8::boolean IS NULL OR (missing = '{}') = $8)`;

/** What each facet counts: a value, or each value of a list. */
const facetValues: Record<FacetFilter, string> = {
  side: 'side',
  country: 'country',
  region: 'region',
  sector: 'unnest(sectors)',
  capability: 'unnest(capabilities)',
};

function parametersOf(query: DirectoryQuery): unknown[] {
  return [
    wordsOf(query.text),
    foldText(query.text).trim(),
    query.sides,
    query.countries,
    withSubregions(query.regions),
    query.sectors,
    query.capabilities,
    query.isComplete,
  ];
}

/** One page: the best answers first, equal ones by name. */
export function pageStatement(query: DirectoryQuery, first: number, after: DirectoryPosition | null): Statement {
  const filters = facetFilters.map((filter) => filterConditions[filter]).join(' AND ');
  const parameters = [
    ...parametersOf(query),
    first,
    after?.score ?? null,
    after?.sortName ?? null,
    after?.companyId ?? null,
  ];
  const isText = parameters[1] !== '';
  // Without a text every entry scores 0, and the index on names gives the order.
  const sql = `
    SELECT company_id AS "companyId", sort_name AS "sortName", score
    FROM (
      SELECT company_id, sort_name, ${isText ? score : '0'} AS score
      FROM directory_entry
      WHERE ${isText ? answersText : `${words} = '{}' AND ${text} = ''`} AND ${filters} AND ${isCompleteCondition}
    ) found
    WHERE $10::int IS NULL OR score < $10 OR (score = $10 AND (sort_name, company_id) > ($11::text, $12::uuid))
    ORDER BY ${isText ? 'score DESC, ' : ''}sort_name, company_id
    LIMIT $9`;
  return { sql, parameters };
}

/** How many entries there are in all, and for each value of each filter under all the other filters. */
export function countStatement(query: DirectoryQuery): Statement {
  const parameters = parametersOf(query);
  const isText = parameters[1] !== '';
  const passes = facetFilters.map((filter) => `${filterConditions[filter]} AS passes_${filter}`).join(', ');
  const others = (facet: FacetFilter): string =>
    facetFilters
      .filter((filter) => filter !== facet)
      .map((filter) => `passes_${filter}`)
      .join(' AND ');
  const counts = facetFilters.map(
    (facet) => `
      SELECT '${facet}' AS facet, code, count(*)::int AS count
      FROM (SELECT ${facetValues[facet]} AS code FROM found WHERE ${others(facet)}) "values"
      WHERE code IS NOT NULL GROUP BY code`,
  );
  const sql = `
    WITH found AS MATERIALIZED (
      SELECT side, country, region, sectors, capabilities, ${passes}
      FROM directory_entry
      WHERE ${isText ? answersText : `${words} = '{}' AND ${text} = ''`} AND ${isCompleteCondition}
    )
    SELECT 'total' AS facet, '' AS code, count(*)::int AS count
    FROM found WHERE ${facetFilters.map((filter) => `passes_${filter}`).join(' AND ')}
    UNION ALL ${counts.join(' UNION ALL ')}
    ORDER BY facet, count DESC, code`;
  return { sql, parameters };
}
