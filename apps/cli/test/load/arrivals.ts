/** What a partner does. */
export const operations = ['agenda', 'directory', 'free-slots', 'notifications', 'book', 'move', 'cancel'] as const;
export type Operation = (typeof operations)[number];

/** In percent: 70 reads, 20 bookings, 10 moves and cancellations. */
const shares: Record<Operation, number> = {
  agenda: 30,
  directory: 10,
  'free-slots': 20,
  notifications: 10,
  book: 20,
  move: 6,
  cancel: 4,
};

export interface Arrival {
  /** Milliseconds from the beginning. */
  atMs: number;
  operation: Operation;
}

/** A number in [0, 1). */
export type Draw = () => number;

/**
 * Open arrivals: `perSecond` on average in a Poisson process, so that a slow answer delays nobody who comes after it.
 * Lazily, in order of time, until `untilMs`.
 */
export function* drawArrivals(draw: Draw, perSecond: number, untilMs: number): Generator<Arrival> {
  for (let atMs = nextGap(draw, perSecond); atMs < untilMs; atMs += nextGap(draw, perSecond)) {
    yield { atMs, operation: drawOperation(draw) };
  }
}

/** Exponentially distributed, in milliseconds. */
function nextGap(draw: Draw, perSecond: number): number {
  return (-Math.log(1 - draw()) / perSecond) * 1000;
}

function drawOperation(draw: Draw): Operation {
  let left = draw() * 100;
  for (const operation of operations) {
    left -= shares[operation];
    if (left < 0) return operation;
  }
  return 'agenda';
}
