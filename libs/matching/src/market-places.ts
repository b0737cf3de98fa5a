import type { MatchingTaxonomy } from './matching-taxonomy.js';

/** The hundredths that two markets are worth together. */
export const marketWorth = { sameCountry: 100, sharedRegion: 70, anywhere: 40 } as const;

/**
 * Everything a profile may name as a market, as dense indices: the countries, then the regions, then `any`.
 *
 * `meets[place]` lists the places that share a region with `place`: for a country the regions that contain it; for a
 * region itself, the countries and regions it contains and the regions that contain it. The relation is symmetric.
 */
export interface MarketPlaces {
  readonly indexOf: ReadonlyMap<string, number>;
  readonly meets: readonly (readonly number[])[];
  readonly any: number;
  readonly count: number;
  /** Places below this index are countries. */
  readonly countryCount: number;
}

export function marketPlaces({ countries, regions }: MatchingTaxonomy): MarketPlaces {
  const codes = [...countries.map(({ code }) => code), ...regions.map(({ code }) => code), 'any'];
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  const meets = codes.map(() => new Set<number>());
  const join = (a: number, b: number) => {
    meets[a]!.add(b);
    meets[b]!.add(a);
  };

  const parentOf = new Map(regions.map(({ code, parent }) => [code, parent]));
  const withAncestors = (region: string): string[] => {
    const parent = parentOf.get(region);
    return parent === undefined ? [region] : [region, ...withAncestors(parent)];
  };

  for (const { code } of regions) {
    for (const container of withAncestors(code)) join(indexOf.get(code)!, indexOf.get(container)!);
  }
  for (const country of countries) {
    for (const region of country.regions) {
      for (const container of withAncestors(region)) join(indexOf.get(country.code)!, indexOf.get(container)!);
    }
  }
  return {
    indexOf,
    meets: meets.map((places) => [...places]),
    any: codes.length - 1,
    count: codes.length,
    countryCount: countries.length,
  };
}
