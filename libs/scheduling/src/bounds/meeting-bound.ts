import type { MeetingPrices } from '../certificate.js';
import type { IndexedProblem } from '../indexed-problem.js';
import type { TableChoice } from '../table-choice.js';
import type { Capacities } from './capacities.js';
import { measureCapacities } from './capacities.js';
import { FlowNetwork } from './max-flow.js';

/** No schedule places more weight, or more meetings; with the prices that show it. */
export interface MeetingBound {
  maxWeight: number;
  maxMeetings: number;
  certificate: MeetingPrices[];
}

/**
 * Upper bounds for the weight and the number of placed meetings.
 *
 * Of the meetings of weight ≥ w at most `N(w)` can be placed; then at most Σ (w − w') · N(w) of weight, over the
 * weights w in ascending order and w' the one before. `N(w)` is what prices prove (`MeetingPrices`), the better of
 * - prices of participants, from the minimum cut of the bipartite double cover: each participant on both sides with
 *   the number of meetings it can attend, each meeting an arc in both directions. A three-party meeting keeps the two
 *   parties with the most meetings per slot they can attend: a bound that forgets a party still holds;
 * - prices of tables: online or not, three seats or any.
 *
 * Cost: one maximum flow per different weight, on 2 · participants nodes and 2 · meetings arcs; none where nobody has
 * more meetings than it can attend.
 */
export function boundMeetings(problem: IndexedProblem, tables: TableChoice): MeetingBound {
  const capacities = measureCapacities(problem, tables);
  const { possible, attendable } = capacities;
  const pairs = problem.parties.map((parties) => {
    const load = (party: number): number => problem.meetingsOf[party]!.length / (attendable[party]! || 1);
    return parties.toSorted((a, b) => load(b) - load(a) || a - b).slice(0, 2) as [number, number];
  });

  let maxWeight = 0;
  let maxMeetings = 0;
  let lower = 0;
  const weights = [...new Set(possible.map((meeting) => problem.weight[meeting]!))].sort((a, b) => a - b);
  const certificate = weights.map((weight) => {
    const meetings = possible.filter((meeting) => problem.weight[meeting]! >= weight);
    const byParties = new Prices(problem, capacities, meetings);
    priceParticipants(byParties, pairs);
    const byTables = new Prices(problem, capacities, meetings);
    priceTables(byTables);
    const best = byTables.value < byParties.value ? byTables : byParties;
    if (lower === 0) maxMeetings = best.value;
    maxWeight += (weight - lower) * best.value;
    lower = weight;
    return best.named(weight);
  });
  return { maxWeight, maxMeetings, certificate };
}

/** Prices under construction. */
class Prices {
  readonly ofParticipant: Float64Array;
  readonly ofTables: { online: boolean; seats: 2 | 3; price: number }[] = [];

  constructor(
    readonly problem: IndexedProblem,
    readonly capacities: Capacities,
    readonly meetings: number[],
  ) {
    this.ofParticipant = new Float64Array(problem.participantCount);
  }

  /** The meetings that a group of tables is for. */
  groupOf({ online, seats }: { online: boolean; seats: 2 | 3 }): number[] {
    const { source, parties } = this.problem;
    return this.meetings.filter(
      (meeting) => (source.meetings[meeting]!.online ?? false) === online && parties[meeting]!.length >= seats,
    );
  }

  /** How many of the meetings can be placed, as these prices prove. */
  get value(): number {
    const rest = new Float64Array(this.problem.meetingCount);
    for (const meeting of this.meetings) {
      rest[meeting] = this.problem.parties[meeting]!.reduce((left, party) => left - this.ofParticipant[party]!, 1);
    }
    let value = 0;
    for (const group of this.ofTables) {
      const meetings = this.groupOf(group);
      for (const meeting of meetings) rest[meeting]! -= group.price;
      value += group.price * this.capacities.holdable(meetings);
    }
    this.ofParticipant.forEach((price, participant) => (value += price * this.capacities.attendable[participant]!));
    for (const meeting of this.meetings) value += Math.max(0, rest[meeting]!);
    return Math.floor(value);
  }

  named(fromWeight: number): MeetingPrices {
    const participants: Record<string, number> = {};
    this.ofParticipant.forEach((price, index) => {
      if (price > 0) participants[this.problem.source.participants[index]!.id] = price;
    });
    return { fromWeight, participants, tables: this.ofTables };
  }
}

/** Halves: one for each side of the double cover on which a smallest cut separates the participant. */
function priceParticipants(prices: Prices, pairs: [number, number][]): void {
  const { problem, capacities, meetings, ofParticipant } = prices;
  const count = problem.participantCount;
  const wanted = new Float64Array(count);
  for (const meeting of meetings) for (const party of problem.parties[meeting]!) wanted[party]!++;
  if (wanted.every((number, participant) => number <= capacities.attendable[participant]!)) return;

  const source = 2 * count;
  const sink = source + 1;
  const network = new FlowNetwork(sink + 1);
  for (let participant = 0; participant < count; participant++) {
    network.addArc(source, participant, capacities.attendable[participant]!);
    network.addArc(count + participant, sink, capacities.attendable[participant]!);
  }
  for (const meeting of meetings) {
    const [a, b] = pairs[meeting]!;
    network.addArc(a, count + b, 1);
    network.addArc(b, count + a, 1);
  }
  network.maxFlow(source, sink);
  const isNear = network.nearSide(source);
  for (let participant = 0; participant < count; participant++) {
    if (wanted[participant] === 0) continue;
    ofParticipant[participant] = (1 - isNear[participant]! + isNear[count + participant]!) / 2;
  }
}

/** 1 for all tables of a kind, or for those with three seats, where that is fewer than the meetings. */
function priceTables(prices: Prices): void {
  for (const online of [true, false]) {
    const all = prices.groupOf({ online, seats: 2 });
    const ofThree = prices.groupOf({ online, seats: 3 });
    const byAll = prices.capacities.holdable(all);
    const byThree = prices.capacities.holdable(ofThree) + all.length - ofThree.length;
    if (Math.min(byAll, byThree) >= all.length) continue;
    prices.ofTables.push({ online, seats: byAll <= byThree ? 2 : 3, price: 1 });
  }
}
