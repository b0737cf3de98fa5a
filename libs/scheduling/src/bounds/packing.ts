/** Things worth something, each using one of every resource it lists; resources hold so many. */
export interface Packing {
  worth: Float64Array;
  /** Things that count, by index into `worth` and `uses`. */
  things: number[];
  uses: number[][];
  capacity: Float64Array;
}

/** Prices are multiples of it, so that their sums are exact. */
export const priceGrain = 1 / 64;
const mostRounds = 250;

/** What all things that fit are worth at most, as the prices prove: Σ price · capacity, and what things are worth beyond. */
export function evaluatePrices({ worth, things, uses, capacity }: Packing, prices: Float64Array): number {
  let value = 0;
  for (let resource = 0; resource < prices.length; resource++) value += prices[resource]! * capacity[resource]!;
  for (const thing of things) {
    let rest = worth[thing]!;
    for (const resource of uses[thing]!) rest -= prices[resource]!;
    if (rest > 0) value += rest;
  }
  return value;
}

/**
 * Good dual prices of the packing, from a start: subgradient steps towards what fits greedily, and each price
 * alone at its best. Cost O(rounds · things).
 */
export function improvePrices(packing: Packing, start: Float64Array): Float64Array {
  let best = settlePrices(packing, start);
  let bestValue = evaluatePrices(packing, best);
  const target = fillGreedily(packing, best);
  const { worth, things, uses, capacity } = packing;
  let prices = best.slice();
  let pace = 1;
  let sinceBest = 0;
  for (let round = 0; round < mostRounds && bestValue >= target + 1; round++) {
    const surplus = Float64Array.from(capacity, (held) => -held);
    let value = 0;
    for (const thing of things) {
      let rest = worth[thing]!;
      for (const resource of uses[thing]!) rest -= prices[resource]!;
      if (rest <= 0) continue;
      value += rest;
      for (const resource of uses[thing]!) surplus[resource]!++;
    }
    let length = 0;
    for (let resource = 0; resource < prices.length; resource++) {
      value += prices[resource]! * capacity[resource]!;
      if (prices[resource] === 0 && surplus[resource]! < 0) surplus[resource] = 0;
      length += surplus[resource]! ** 2;
    }
    if (value < bestValue) {
      const rounded = settlePrices(packing, prices);
      const roundedValue = evaluatePrices(packing, rounded);
      if (roundedValue < bestValue) [best, bestValue, sinceBest] = [rounded, roundedValue, 0];
    }
    if (length === 0) break;
    if (++sinceBest % 20 === 0) {
      pace /= 2;
      prices = best.slice();
      continue;
    }
    const step = (pace * Math.max(1, value - target)) / length;
    prices = prices.map((price, resource) => Math.max(0, price + step * surplus[resource]!));
  }
  return best;
}

/** Each price in turn at its best while the others stay, which is what the first thing too many is worth beyond them. */
function settlePrices({ worth, things, uses, capacity }: Packing, start: Float64Array): Float64Array {
  const prices = start.map((price) => Math.round(price / priceGrain) * priceGrain);
  const users: number[][] = Array.from({ length: prices.length }, () => []);
  for (const thing of things) for (const resource of uses[thing]!) users[resource]!.push(thing);
  for (let pass = 0; pass < 2; pass++) {
    for (let resource = 0; resource < prices.length; resource++) {
      const held = capacity[resource]!;
      if (users[resource]!.length <= held) {
        prices[resource] = 0;
        continue;
      }
      const rests = Float64Array.from(users[resource]!, (thing) => {
        let rest = worth[thing]! + prices[resource]!;
        for (const other of uses[thing]!) rest -= prices[other]!;
        return rest;
      }).sort();
      prices[resource] = Math.max(0, rests[rests.length - 1 - held] ?? 0);
    }
  }
  return prices;
}

/** What fits into the capacities when things are taken by what they are worth beyond the prices. */
function fillGreedily({ worth, things, uses, capacity }: Packing, prices: Float64Array): number {
  const rest = worth.slice();
  for (const thing of things) for (const resource of uses[thing]!) rest[thing]! -= prices[resource]!;
  const left = capacity.slice();
  let value = 0;
  for (const thing of things.toSorted((a, b) => rest[b]! - rest[a]! || a - b)) {
    if (!uses[thing]!.every((resource) => left[resource]! > 0)) continue;
    for (const resource of uses[thing]!) left[resource]!--;
    value += worth[thing]!;
  }
  return value;
}
