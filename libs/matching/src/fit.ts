import { sectorTwentieths } from './coverage.js';
import type { Directory } from './directory.js';
import { marketWorth } from './market-places.js';
import { sectorWorth } from './reach.js';
import type { FitWeights } from './weights.js';

/** The six parts of a fit, each 0 to 1 and the same in both directions. */
export type FitFactors = Record<keyof FitWeights, number>;

/** The parts of the fit of two companies of different sides. */
export function fitFactors(directory: Directory, a: number, b: number): FitFactors {
  return {
    market: marketFactor(directory, a, b),
    language: languageFactor(directory, a, b),
    mode: modeFactor(directory, a, b),
    sector: sectorTwentieths(directory, a, b) / sectorWorth.shared,
    size: sizeFactor(directory, a, b),
    agreement: agreementFactor(directory, a, b),
  };
}

/**
 * The fit of two companies of different sides, 0 to 1: the six products, added in the order of the factors.
 *
 * Weights that add up to 1 can add up to a little more in double precision; a fit stays within 1.
 */
export function pairFit(
  directory: Directory,
  weights: FitWeights,
  a: number,
  b: number,
  twentieths = sectorTwentieths(directory, a, b),
): number {
  const sum =
    weights.market * marketFactor(directory, a, b) +
    weights.language * languageFactor(directory, a, b) +
    weights.mode * modeFactor(directory, a, b) +
    weights.sector * (twentieths / sectorWorth.shared) +
    weights.size * sizeFactor(directory, a, b) +
    weights.agreement * agreementFactor(directory, a, b);
  return sum < 1 ? sum : 1;
}

/** 1 for a common country, 0.7 where a region of one meets a place of the other, 0.4 when either says `any`, else 0. */
function marketFactor(directory: Directory, a: number, b: number): number {
  const { markets, marketReach, saysAny, taxonomy } = directory;
  const row = a * taxonomy.places.count;
  // Walking the places of b finds its own `any`, but not that of a when b names no place at all.
  let best: number = saysAny[a] === 1 ? marketWorth.anywhere : 0;
  for (let at = markets.start[b]!; at < markets.end[b]!; at += 1) {
    const worth = marketReach[row + markets.item[at]!]!;
    if (worth > best) best = worth;
  }
  return best / 100;
}

/** The smaller level in the common language where that is highest; 0 without one. Both lists ascend. */
function languageFactor({ languages }: Directory, a: number, b: number): number {
  const { start, end, item, value } = languages;
  const [endOfA, endOfB] = [end[a]!, end[b]!];
  let best = 0;
  let atA = start[a]!;
  let atB = start[b]!;
  while (atA < endOfA && atB < endOfB) {
    const difference = item[atA]! - item[atB]!;
    if (difference === 0) {
      const level = value[atA]! < value[atB]! ? value[atA]! : value[atB]!;
      if (level > best) best = level;
    }
    if (difference <= 0) atA += 1;
    if (difference >= 0) atB += 1;
  }
  return best / 100;
}

function modeFactor({ modes }: Directory, a: number, b: number): number {
  return (modes[a]! & modes[b]!) === 0 ? 0 : 1;
}

/** 1 for the same class of size, a quarter less for each class between; 0.5 when either is unknown. */
function sizeFactor({ size }: Directory, a: number, b: number): number {
  if (size[a] === -1 || size[b] === -1) return 0.5;
  return 1 - Math.abs(size[a]! - size[b]!) / 4;
}

/** What the agreements between China and the country of the other company are worth; 1 where China has no part. */
function agreementFactor({ side, country, taxonomy }: Directory, a: number, b: number): number {
  if (side[a] !== 0 && side[b] !== 0) return 1;
  const partner = side[a] === 0 ? b : a;
  const agreements = taxonomy.source.countries[country[partner]!]!;
  if (side[partner] === 1) return agreements.hasThirdPartyMarketDocument ? 1 : 0.5;
  return agreements.hasBeltAndRoadMemorandum ? 1 : 0.6;
}
