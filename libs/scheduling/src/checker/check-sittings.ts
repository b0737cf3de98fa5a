import type { Participant, Placement, SchedulingProblem } from '../problem.js';
import type { Sitting } from './sitting.js';
import { isCovered, meet, minutesOfInterval } from './sitting.js';
import type { Rule, Violation } from './violation.js';

/** What each sitting violates by itself: its slot, its parties' time, its table. */
export function checkSittings(problem: SchedulingProblem, sittings: Sitting[], published: Placement[]): Violation[] {
  const participants = new Map(problem.participants.map((participant) => [participant.id, participant]));
  return sittings.flatMap((sitting) => [
    ...checkSlot(sitting),
    ...sitting.meeting.participants.flatMap((id) => checkParty(sitting, participants.get(id)!)),
    ...checkTable(problem, sitting, sittings, published),
  ]);
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

function checkParty(sitting: Sitting, party: Participant): Violation[] {
  const violations: Violation[] = [];
  if (party.available && !isCovered(sitting, party.available.map(minutesOfInterval))) {
    violations.push(violation('availability', sitting, `${party.id} is not there all the time`));
  }
  if (party.pauses?.some((pause) => meet(minutesOfInterval(pause), sitting))) {
    violations.push(violation('pause', sitting, `${party.id} keeps that time free`));
  }
  return violations;
}

function checkTable(
  problem: SchedulingProblem,
  sitting: Sitting,
  sittings: Sitting[],
  published: Placement[],
): Violation[] {
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
  const mayStay =
    meeting.pin?.table !== undefined ||
    published.some((placement) => placement.meeting === meeting.id && placement.table === table.id);
  if (partyCount === 2 && table.seats === 3 && !mayStay) {
    const better = problem.tables.find(
      (other) =>
        other.seats === 2 &&
        other.online === table.online &&
        (!other.subForum || [meeting.subForum, slot.subForum].includes(other.subForum)) &&
        !sittings.some((busy) => busy.table.id === other.id && meet(busy, sitting)),
    );
    if (better) violations.push(violation('two-seats-first', sitting, `the two-seat table ${better.id} is free`));
  }
  return violations;
}
