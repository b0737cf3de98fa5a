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
  hasText: boolean;
}

/** A name is similar when it is so as a whole or, since names are long, in a part; PostgreSQL's share of common trigrams. */
const wholeThreshold = 0.3;
const partThreshold = 0.6;

/** From where `<%` narrows by index. It loses nothing: the best part of all names is at least as like as any name is as a whole. */
export const narrowingThreshold = wholeThreshold;

const words = '$1::text[]';
const text = '$2::text';

/** Entries that may answer a text, with their score; null when they do not. Without a text, all of them. */
const answersOf = (hasText: boolean): string =>
  hasText
    ? `directory_entry
      CROSS JOIN LATERAL (
        SELECT max(similarity(name, ${text})) AS whole, max(word_similarity(${text}, name)) AS part
        FROM unnest(string_to_array(names, E'\\n')) name
      ) likeness
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN cardinality(${words}) > 0 AND name_words @> ${words} THEN 2000 + round(1000 * whole)::int
          WHEN whole >= ${wholeThreshold} OR part >= ${partThreshold} THEN 1000 + round(1000 * whole)::int
          WHEN cardinality(${words}) > 0 AND key_words @> ${words} THEN 0
        END AS score
      ) answer
      WHERE ((cardinality(${words}) > 0 AND key_words @> ${words}) OR ${text} <% names) AND score IS NOT NULL`
    : `directory_entry
      CROSS JOIN LATERAL (SELECT 0 AS score) answer
      WHERE ${words} = '{}' AND ${text} = ''`;

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
  const hasText = foldText(query.text).trim() !== '';
  // Without a text every entry scores 0, and the index on names gives the order.
  const sql = `
    SELECT company_id AS "companyId", sort_name AS "sortName", score
    FROM ${answersOf(hasText)}
      AND ${filters} AND ${isCompleteCondition}
      AND ($10::int IS NULL OR score < $10 OR (score = $10 AND (sort_name, company_id) > ($11::text, $12::uuid)))
    ORDER BY ${hasText ? 'score DESC, ' : ''}sort_name, company_id
    LIMIT $9`;
  const position = [after?.score ?? null, after?.sortName ?? null, after?.companyId ?? null];
  return { sql, parameters: [...parametersOf(query), first, ...position], hasText };
}

/** How many entries there are in all, and for each value of each filter under all the other filters. */
export function countStatement(query: DirectoryQuery): Statement {
  const hasText = foldText(query.text).trim() !== '';
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
      FROM ${answersOf(hasText)} AND ${isCompleteCondition}
    )
    SELECT 'total' AS facet, '' AS code, count(*)::int AS count
    FROM found WHERE ${facetFilters.map((filter) => `passes_${filter}`).join(' AND ')}
    UNION ALL ${counts.join(' UNION ALL ')}
    ORDER BY facet, count DESC, code`;
  return { sql, parameters: parametersOf(query), hasText };
}
