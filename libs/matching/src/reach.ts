import type { CompiledTaxonomy } from './compiled-taxonomy.js';
import { type MarketPlaces, marketWorth } from './market-places.js';

/** How far an offer carries between sectors, ρ in twentieths: 1, 0.6 and 0.15. */
export const sectorWorth = { shared: 20, adjacent: 12, foreign: 3 } as const;

/**
 * By sector, ρ in twentieths between a company of these sectors and one that has that sector alone.
 * ρ of two companies is the largest entry of one company's row over the sectors of the other.
 */
export function sectorReach(sectors: readonly number[], taxonomy: CompiledTaxonomy): Uint8Array {
  const reach = new Uint8Array(taxonomy.sectorCount).fill(sectorWorth.foreign);
  for (const sector of sectors) {
    for (const neighbour of taxonomy.adjacentSectors[sector]!) reach[neighbour] = sectorWorth.adjacent;
  }
  for (const sector of sectors) reach[sector] = sectorWorth.shared;
  return reach;
}

/**
 * By market place, the hundredths that a company with these markets has in common with one that names that place alone.
 * The market part of a fit is the largest entry of one company's row over the places of the other.
 */
export function marketReach(markets: readonly number[], places: MarketPlaces): Uint8Array {
  const reach = new Uint8Array(places.count).fill(markets.includes(places.any) ? marketWorth.anywhere : 0);
  reach[places.any] = marketWorth.anywhere;
  for (const place of markets) {
    for (const met of places.meets[place]!) reach[met] = marketWorth.sharedRegion;
  }
  for (const place of markets) {
    if (place < places.countryCount) reach[place] = marketWorth.sameCountry;
  }
  return reach;
}
