import type { PlacingPrices } from '../certificate.js';
import type { IndexedProblem } from '../indexed-problem.js';
import type { TableChoice } from '../table-choice.js';
import { measureCapacities } from './capacities.js';
import { FlowNetwork } from './max-flow.js';
import { evaluatePrices, improvePrices, type Packing } from './packing.js';

/** No schedule places more weight, or more meetings; with the prices that show it. */
export interface MeetingBound {
  maxWeight: number;
  maxMeetings: number;
  /** Meetings with a slot and a table. */
  possibleMeetings: number;
  weightPrices: PlacingPrices;
  meetingPrices: PlacingPrices;
  /** Per meeting its weight less the prices of its parties and tables: what it should give way to, and what should give way. */
  worthBeyondPrices: Float64Array;
}

/** After the participants: tables in rooms and online, then those with three seats alone. */
const groups = [
  { online: false, seats: 2 },
  { online: true, seats: 2 },
  { online: false, seats: 3 },
  { online: true, seats: 3 },
] as const;

/**
 * Upper bounds for the weight and the number of placed meetings, as prices prove them (`PlacingPrices`).
 *
 * The start are prices of participants from the minimum cut of the bipartite double cover: each participant on both
 * sides with the number of meetings it can attend, each meeting an arc in both directions; for weights, the cuts of the
 * meetings of at least each weight added up. There a three-party meeting keeps the two parties with the most meetings
 * per slot they can attend. From there prices of all parties and of the tables are improved.
 *
 * Cost: one maximum flow per different weight, on 2 · participants nodes and 2 · meetings arcs, none where nobody has
 * more meetings than it can attend; then O(250 · meetings).
 */
export function boundMeetings(problem: IndexedProblem, tables: TableChoice): MeetingBound {
  const { possible, attendable, holdable } = measureCapacities(problem, tables);
  const isIn = (meeting: number, { online, seats }: (typeof groups)[number]): boolean =>
    (problem.source.meetings[meeting]!.online ?? false) === online && problem.parties[meeting]!.length >= seats;
  const uses = problem.parties.map((parties, meeting) => [
    ...parties,
    ...groups.flatMap((group, index) => (isIn(meeting, group) ? [problem.participantCount + index] : [])),
  ]);
  const ofGroup = groups.map((group) => holdable(possible.filter((meeting) => isIn(meeting, group))));
  const packing = { things: possible, uses, capacity: Float64Array.from([...attendable, ...ofGroup]) };
  const cuts = new Cuts(problem, attendable);

  const byWeight: Packing = { ...packing, worth: problem.weight };
  const start = new Float64Array(packing.capacity.length);
  let lower = 0;
  for (const weight of [...new Set(possible.map((meeting) => problem.weight[meeting]!))].sort((a, b) => a - b)) {
    const prices = cuts.price(possible.filter((meeting) => problem.weight[meeting]! >= weight));
    prices.forEach((price, participant) => (start[participant]! += (weight - lower) * price));
    lower = weight;
  }
  const weightPrices = improvePrices(byWeight, start);
  const byNumber: Packing = { ...packing, worth: new Float64Array(problem.meetingCount).fill(1) };
  const fromCut = new Float64Array(packing.capacity.length);
  fromCut.set(cuts.price(possible));
  const meetingPrices = improvePrices(byNumber, fromCut);
  return {
    maxWeight: Math.floor(evaluatePrices(byWeight, weightPrices)),
    maxMeetings: Math.floor(evaluatePrices(byNumber, meetingPrices)),
    possibleMeetings: possible.length,
    weightPrices: namePrices(problem, weightPrices),
    meetingPrices: namePrices(problem, meetingPrices),
    worthBeyondPrices: Float64Array.from(uses, (used, meeting) =>
      used.reduce((rest, resource) => rest - weightPrices[resource]!, problem.weight[meeting]!),
    ),
  };
}

function namePrices({ source }: IndexedProblem, prices: Float64Array): PlacingPrices {
  const count = source.participants.length;
  const participants: Record<string, number> = {};
  source.participants.forEach(({ id }, index) => {
    if (prices[index]! > 0) participants[id] = prices[index]!;
  });
  const tables = groups.flatMap((group, index) => {
    const price = prices[count + index]!;
    return price > 0 ? [{ ...group, price }] : [];
  });
  return { participants, tables };
}

/** Prices from minimum cuts, in halves. */
class Cuts {
  private readonly pairs: [number, number][];

  constructor(
    private readonly problem: IndexedProblem,
    private readonly attendable: number[],
  ) {
    this.pairs = problem.parties.map((parties) => {
      const load = (party: number): number => problem.meetingsOf[party]!.length / (attendable[party]! || 1);
      return parties.toSorted((a, b) => load(b) - load(a) || a - b).slice(0, 2) as [number, number];
    });
  }

  /** A half for each side of the double cover on which a smallest cut separates the participant. */
  price(meetings: number[]): Float64Array {
    const { problem, attendable } = this;
    const count = problem.participantCount;
    const prices = new Float64Array(count);
    const wanted = new Float64Array(count);
    for (const meeting of meetings) for (const party of problem.parties[meeting]!) wanted[party]!++;
    if (wanted.every((number, participant) => number <= attendable[participant]!)) return prices;

    const source = 2 * count;
    const sink = source + 1;
    const network = new FlowNetwork(sink + 1);
    for (let participant = 0; participant < count; participant++) {
      network.addArc(source, participant, attendable[participant]!);
      network.addArc(count + participant, sink, attendable[participant]!);
    }
    for (const meeting of meetings) {
      const [a, b] = this.pairs[meeting]!;
      network.addArc(a, count + b, 1);
      network.addArc(b, count + a, 1);
    }
    network.maxFlow(source, sink);
    const isNear = network.nearSide(source);
    return prices.map((_, participant) =>
      wanted[participant] === 0 ? 0 : (1 - isNear[participant]! + isNear[count + participant]!) / 2,
    );
  }
}
