import type { Participant, Placement, SchedulingProblem, Table } from '../problem.js';
import { groupBy } from './group.js';
import type { Minutes, Sitting } from './sitting.js';
import { isCovered, meet, minutesOfInterval } from './sitting.js';
import type { Rule, Violation } from './violation.js';

/** What each sitting violates by itself: its slot, its parties' time, its table. */
export function checkSittings(problem: SchedulingProblem, sittings: Sitting[], published: Placement[]): Violation[] {
  const participants = new Map(
    problem.participants.map((participant) => [
      participant.id,
      {
        participant,
        available: participant.available?.map(minutesOfInterval),
        pauses: (participant.pauses ?? []).map(minutesOfInterval),
      },
    ]),
  );
  const tables = new TablesInUse(problem, sittings, published);
  return sittings.flatMap((sitting) => [
    ...checkSlot(sitting),
    ...sitting.meeting.participants.flatMap((id) => checkParty(sitting, participants.get(id)!)),
    ...checkTable(sitting, tables),
  ]);
}

/** Who was published at which table, and which two-seat tables are free when. */
class TablesInUse {
  private readonly publishedAt: Map<string, Placement[]>;
  private readonly byTable: Map<string, Sitting[]>;
  private readonly freeIn = new Map<string, Table[]>();

  constructor(
    private readonly problem: SchedulingProblem,
    sittings: Sitting[],
    published: Placement[],
  ) {
    this.publishedAt = groupBy(published, (placement) => [placement.meeting]);
    this.byTable = groupBy(sittings, (sitting) => [sitting.table.id]);
  }

  isPublishedAt(meeting: string, table: string): boolean {
    return this.publishedAt.get(meeting)?.some((placement) => placement.table === table) ?? false;
  }

  /** Two-seat tables that hold nothing at any time of the sitting's slot. */
  listFreeForTwo(sitting: Sitting): Table[] {
    const known = this.freeIn.get(sitting.slot.id);
    if (known) return known;
    const free = this.problem.tables.filter(
      ({ id, seats }) => seats === 2 && !this.byTable.get(id)?.some((busy) => meet(busy, sitting)),
    );
    this.freeIn.set(sitting.slot.id, free);
    return free;
  }
}

function violation(rule: Rule, { meeting, slot, table }: Sitting, what: string): Violation {
  return {
    rule,
    message: `Meeting ${meeting.id} in slot ${slot.id} at table ${table.id}: ${what}.`,
    meetings: [meeting.id],
  };
}

function checkSlot(sitting: Sitting): Violation[] {
  const { meeting, slot } = sitting;
  const violations: Violation[] = [];
  if (meeting.sessions !== undefined && !meeting.sessions.some((session) => session === slot.session)) {
    violations.push(
      violation('session', sitting, `the session is ${slot.session}, not ${meeting.sessions.join(' or ')}`),
    );
  }
  if (meeting.subForum && slot.subForum && meeting.subForum !== slot.subForum) {
    violations.push(violation('sub-forum', sitting, `the slot is of ${slot.subForum}, not of ${meeting.subForum}`));
  }
  if (meeting.pin?.slot && meeting.pin.slot !== slot.id) {
    violations.push(violation('pin', sitting, `it is pinned to slot ${meeting.pin.slot}`));
  }
  return violations;
}

interface Party {
  participant: Participant;
  available: Minutes[] | undefined;
  pauses: Minutes[];
}

function checkParty(sitting: Sitting, { participant, available, pauses }: Party): Violation[] {
  const violations: Violation[] = [];
  if (available && !isCovered(sitting, available)) {
    violations.push(violation('availability', sitting, `${participant.id} is not there all the time`));
  }
  if (pauses.some((pause) => meet(pause, sitting))) {
    violations.push(violation('pause', sitting, `${participant.id} keeps that time free`));
  }
  return violations;
}

function checkTable(sitting: Sitting, tables: TablesInUse): Violation[] {
  const { meeting, slot, table } = sitting;
  const violations: Violation[] = [];
  const partyCount = meeting.participants.length;
  if (partyCount > table.seats) {
    violations.push(violation('table-seats', sitting, `${partyCount} parties and ${table.seats} seats`));
  }
  if (table.online !== (meeting.online === true)) {
    violations.push(violation('table-kind', sitting, table.online ? 'the table is online' : 'the table is in a room'));
  }
  if (table.subForum && ![meeting.subForum, slot.subForum].includes(table.subForum)) {
    violations.push(violation('table-sub-forum', sitting, `the table is reserved for ${table.subForum}`));
  }
  if (meeting.pin?.table && meeting.pin.table !== table.id) {
    violations.push(violation('pin', sitting, `it is pinned to table ${meeting.pin.table}`));
  }
  const mayStay = meeting.pin?.table !== undefined || tables.isPublishedAt(meeting.id, table.id);
  if (partyCount === 2 && table.seats === 3 && !mayStay) {
    const better = tables
      .listFreeForTwo(sitting)
      .find(
        (other) =>
          other.online === table.online &&
          (!other.subForum || [meeting.subForum, slot.subForum].includes(other.subForum)),
      );
    if (better) violations.push(violation('two-seats-first', sitting, `the two-seat table ${better.id} is free`));
  }
  return violations;
}
