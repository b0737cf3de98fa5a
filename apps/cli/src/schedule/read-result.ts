import { InputFaults } from '#matching/input-faults';
import { obstacleKinds, type Evidence, type Placement, type PlacingPrices, type UnplacedMeeting } from '#scheduling';
import { type AddFault, isObject, JsonObject, show } from '../triples/json-object.js';
import { readJson } from '../triples/read-json.js';
import type { ProblemAnswer } from './problem-answer.js';

/** A schedule of a file; one that a person has written has placements alone. */
export type GivenSchedule = Pick<ProblemAnswer, 'placements'> &
  Partial<Pick<ProblemAnswer, 'evidence' | 'unplaced' | 'published'>>;

const statuses = ['OPTIMAL', 'FEASIBLE'];
const endings = ['proven-best', 'exhausted', 'max-steps', 'stopped'];
const counts = [
  'weight',
  'maxWeight',
  'meetings',
  'maxMeetings',
  'breaks',
  'minBreaks',
  'moved',
  'tablesChanged',
] as const;

/**
 * Checks the form of a schedule, as `schedule` prints it; what it says is for the checker to judge.
 * @throws InputFaults with every fault
 */
export function readSchedule(argument: string, file: string): GivenSchedule {
  const json = readJson(argument, file);
  const faults: string[] = [];
  const addFault: AddFault = (path, fault) => void faults.push(`${path || 'schedule'}: ${fault}`);
  const root = new Fields(
    '',
    json,
    ['status', 'seconds', 'cause', 'published', 'placements', 'evidence', 'unplaced'],
    addFault,
  );
  if (isObject(json) && !root.has('placements')) addFault('placements', 'missing');
  const placements = root.list('placements', (value, path) => readPlacement(value, path, addFault));
  if (root.has('status')) root.oneOf('status', statuses);
  if (root.has('seconds')) root.number('seconds');
  if (root.has('cause')) root.text('cause');
  const given: GivenSchedule = { placements };
  if (root.has('unplaced'))
    given.unplaced = root.list('unplaced', (value, path) => readUnplaced(value, path, addFault));
  if (root.has('evidence')) given.evidence = readEvidence(root.get('evidence'), addFault);
  if (root.has('published')) given.published = readPublished(root.get('published'), addFault);
  if (root.has('evidence') !== root.has('unplaced')) {
    addFault(root.has('evidence') ? 'unplaced' : 'evidence', 'missing; evidence and unplaced go together');
  }
  if (faults.length > 0) throw new InputFaults(faults);
  return given;
}

/** @throws InputFaults when the file is no schedule */
export function readPlacements(argument: string, file: string): Placement[] {
  return readSchedule(argument, file).placements;
}

/** A JSON object whose numbers and names have ranges. */
class Fields extends JsonObject {
  constructor(
    place: string,
    value: unknown,
    keys: readonly string[],
    private readonly add: AddFault,
  ) {
    super(place, value, keys, add);
  }

  whole(key: string, least: number): number {
    const value = this.number(key);
    if (typeof this.get(key) === 'number' && !(Number.isSafeInteger(value) && value >= least)) {
      this.add(this.at(key), `${value} is not a whole number from ${least}`);
    }
    return value;
  }

  oneOf<T extends string>(key: string, names: readonly T[]): T {
    const value = this.text(key);
    if (typeof this.get(key) === 'string' && !(names as readonly string[]).includes(value)) {
      this.add(this.at(key), `${show(value)} is none of ${names.join(', ')}`);
    }
    return value as T;
  }

  flag(key: string): boolean {
    const value = this.get(key);
    if (typeof value !== 'boolean') this.add(this.at(key), `${show(value)} is neither true nor false`);
    return value === true;
  }

  object(key: string, keys: readonly string[]): Fields {
    return new Fields(this.at(key), this.get(key), keys, this.add);
  }

  /** Numbers under any key. */
  prices(key: string): Record<string, number> {
    const value = this.get(key);
    if (!isObject(value)) this.add(this.at(key), `${show(value)} is not an object`);
    const entries = isObject(value) ? Object.entries(value) : [];
    for (const [id, price] of entries) {
      if (typeof price !== 'number' || price <= 0) {
        this.add(`${this.at(key)}[${JSON.stringify(id)}]`, `${show(price)} is not a number above 0`);
      }
    }
    return Object.fromEntries(entries) as Record<string, number>;
  }
}

function readPlacement(value: unknown, path: string, addFault: AddFault): Placement {
  const placement = new Fields(path, value, ['meeting', 'slot', 'table'], addFault);
  return { meeting: placement.text('meeting'), slot: placement.text('slot'), table: placement.text('table') };
}

function readUnplaced(value: unknown, path: string, addFault: AddFault): UnplacedMeeting {
  const unplaced = new Fields(path, value, ['meeting', 'headline', 'perSlot'], addFault);
  return {
    meeting: unplaced.text('meeting'),
    headline: unplaced.oneOf('headline', ['no-slot', ...obstacleKinds] as const),
    perSlot: unplaced.list('perSlot', (entry, at) => {
      const slot = new Fields(at, entry, ['slot', 'obstacles'], addFault);
      const obstacles = slot.list('obstacles', (one, where) => {
        const obstacle = new Fields(where, one, ['kind', 'participant', 'meetings'], addFault);
        const participant = obstacle.has('participant') ? { participant: obstacle.text('participant') } : {};
        return { kind: obstacle.oneOf('kind', obstacleKinds), ...participant, meetings: obstacle.texts('meetings') };
      });
      return { slot: slot.text('slot'), obstacles };
    }),
  };
}

function readEvidence(value: unknown, addFault: AddFault): Evidence {
  const keys = [
    ...counts,
    'minBreaksScope',
    'proof',
    'certificates',
    'fairness',
    'displaced',
    'endedBy',
    'seed',
    'steps',
  ];
  const evidence = new Fields('evidence', value, keys, addFault);
  const numbers = Object.fromEntries(counts.map((name) => [name, evidence.whole(name, 0)]));
  const proof = evidence.object('proof', ['weight', 'breaks']);
  const certificates = evidence.object('certificates', ['weight', 'meetings', 'breaks']);
  const proofs = ['certificate', 'solver'] as const;
  return {
    ...(numbers as Record<(typeof counts)[number], number>),
    displaced: evidence.whole('displaced', 0),
    steps: evidence.whole('steps', 0),
    seed: evidence.whole('seed', Number.MIN_SAFE_INTEGER),
    endedBy: evidence.oneOf('endedBy', endings) as Evidence['endedBy'],
    minBreaksScope: evidence.oneOf('minBreaksScope', ['placed', 'weight']),
    proof: { weight: proof.oneOf('weight', proofs), breaks: proof.oneOf('breaks', proofs) },
    certificates: {
      weight: readPlacingPrices(certificates, 'weight', addFault),
      meetings: readPlacingPrices(certificates, 'meetings', addFault),
      breaks: { slots: certificates.object('breaks', ['slots']).prices('slots') },
    },
    fairness: evidence.get('fairness') === null ? null : readFairness(evidence),
  };
}

function readFairness(evidence: Fields): Evidence['fairness'] {
  const fairness = evidence.object('fairness', ['asked', 'reached', 'isProven']);
  return {
    asked: fairness.whole('asked', 0),
    reached: fairness.whole('reached', 0),
    isProven: fairness.flag('isProven'),
  };
}

function readPlacingPrices(certificates: Fields, key: string, addFault: AddFault): PlacingPrices {
  const prices = certificates.object(key, ['participants', 'tables']);
  const tables = prices.list('tables', (value, path) => {
    const group = new Fields(path, value, ['online', 'seats', 'price'], addFault);
    return {
      online: group.flag('online'),
      seats: group.whole('seats', 2) as 2 | 3,
      price: group.number('price'),
    };
  });
  return { participants: prices.prices('participants'), tables };
}

function readPublished(value: unknown, addFault: AddFault): ProblemAnswer['published'] {
  if (value === null) return null;
  const published = new Fields('published', value, ['previous', 'maxMoves', 'allowUnplace'], addFault);
  const previous = published.list('previous', (one, path) => readPlacement(one, path, addFault));
  const maxMoves = published.get('maxMoves') === null ? null : published.whole('maxMoves', 0);
  const allowUnplace = published.has('allowUnplace') && published.flag('allowUnplace');
  return { previous, maxMoves, allowUnplace };
}
