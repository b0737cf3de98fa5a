import type { Meeting, Participant, SchedulingProblem, Slot, Table } from '../src/index.js';

/** Draws of a test: a small linear congruential generator of its own, so that the tests do not test with the tested. */
export class Draw {
  constructor(private state: number) {
    this.state = (Math.imul(state, 2654435761) >>> 0) + 1;
  }

  below(count: number): number {
    this.state = (this.state * 48271) % 2147483647;
    return this.state % count;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** `09:20` of a day of May 2027 in a zone two hours ahead of UTC. */
export function at(day: number, minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `2027-05-${two(day)}T${two(9 + Math.floor(minutes / 60))}:${two(minutes % 60)}:00+02:00`;
}

/**
 * A tiny problem with any of the constraints: up to 6 meetings or as many as said, 5 slots on up to 2 days, 3 tables, 5
 * participants.
 */
export function drawProblem(seed: number, mostMeetings = 6): SchedulingProblem {
  const draw = new Draw(seed);
  const subForum = (percent: number): { subForum?: string } =>
    draw.chance(percent) ? { subForum: draw.pick(['energy', 'ports']) } : {};
  const isMixed = draw.chance(40);
  const isLong = draw.chance(30);
  const slots = Array.from({ length: 3 + draw.below(3) }, (_, index): Slot => {
    const day = isLong && index > 2 ? 11 : 10;
    const start = isMixed ? draw.below(6) * 10 : index * 25;
    return {
      id: `s${index}`,
      start: at(day, start),
      end: at(day, start + (isMixed ? draw.pick([10, 20, 30]) : 20)),
      day: `${day}`,
      session: index < 2 ? 'morning' : 'afternoon',
      ...subForum(20),
    };
  });
  const tables = Array.from({ length: 1 + draw.below(3) }, (_, index): Table => {
    return { id: `t${index}`, seats: draw.pick([2, 3, 3]), online: draw.chance(15), ...subForum(15) };
  });
  const interval = (): [string, string] => {
    const from = draw.below(8) * 10;
    return [at(10, from), at(10, from + 10 + draw.below(9) * 10)];
  };
  const participants = Array.from({ length: 3 + draw.below(3) }, (_, index): Participant => {
    return {
      id: `p${index}`,
      ...(draw.chance(20) ? { available: [interval(), interval(), [at(11, 0), at(11, 200)]] } : {}),
      ...(draw.chance(15) ? { maxPerDay: draw.below(3) } : {}),
      ...(draw.chance(20) ? { pauses: [interval()] } : {}),
      ...(draw.chance(25) ? { maxInARow: 1 + draw.below(2) } : {}),
    };
  });
  const meetings = Array.from({ length: 2 + draw.below(mostMeetings - 1) }, (_, index): Meeting => {
    const ids = participants.map(({ id }) => id);
    const parties = Array.from({ length: draw.chance(30) ? 3 : 2 }, () => ids.splice(draw.below(ids.length), 1)[0]!);
    const pin = { ...(draw.chance(60) ? { slot: draw.pick(slots).id } : { table: draw.pick(tables).id }) };
    return {
      id: `m${index}`,
      participants: parties,
      weight: 1 + draw.below(4),
      ...(draw.chance(20) ? { sessions: ['afternoon'] } : {}),
      ...subForum(15),
      ...(draw.chance(10) ? { online: true } : {}),
      ...(draw.chance(12) ? { pin } : {}),
      ...(index > 0 && draw.chance(15) ? { after: [`m${draw.below(index)}`] } : {}),
    };
  });
  return { slots, tables, participants, meetings };
}
