import type { Participant, SchedulingProblem } from '../problem.js';
import { groupBy } from './group.js';
import type { Sitting } from './sitting.js';
import { meet } from './sitting.js';
import type { Rule, Violation } from './violation.js';

/** What sittings violate together: people and tables in two places, days, rows and order. */
export function checkTogether(problem: SchedulingProblem, sittings: Sitting[]): Violation[] {
  const violations: Violation[] = [];
  const byTable = groupBy(sittings, (sitting) => [sitting.table.id]);
  for (const [table, atTable] of byTable) {
    for (const [a, b] of clashes(atTable)) {
      violations.push(between('table-taken', a, b, `both hold table ${table}`));
    }
  }
  const byParticipant = groupBy(sittings, (sitting) => sitting.meeting.participants);
  for (const participant of problem.participants) {
    const own = byParticipant.get(participant.id) ?? [];
    for (const [a, b] of clashes(own)) {
      violations.push(between('double-booking', a, b, `${participant.id} sits in both`));
    }
    for (const ofDay of groupBy(own, (sitting) => [sitting.slot.day]).values()) {
      violations.push(...checkDay(participant, ofDay));
    }
  }
  const byMeeting = new Map(sittings.map((sitting) => [sitting.meeting.id, sitting]));
  for (const later of sittings) {
    for (const id of later.meeting.after ?? []) {
      const earlier = byMeeting.get(id);
      if (earlier && earlier.to > later.from)
        violations.push(between('precedence', earlier, later, 'the first must end before'));
    }
  }
  return violations;
}

function between(rule: Rule, a: Sitting, b: Sitting, what: string): Violation {
  const message = `Meetings ${a.meeting.id} (slot ${a.slot.id}) and ${b.meeting.id} (slot ${b.slot.id}): ${what}.`;
  return { rule, message, meetings: [a.meeting.id, b.meeting.id] };
}

/** Pairs that share time. */
function clashes(sittings: Sitting[]): [Sitting, Sitting][] {
  return sittings.flatMap((a, index) =>
    sittings.slice(index + 1).flatMap((b): [Sitting, Sitting][] => (meet(a, b) ? [[a, b]] : [])),
  );
}

function checkDay(participant: Participant, ofDay: Sitting[]): Violation[] {
  const violations: Violation[] = [];
  const { id, maxPerDay, maxInARow } = participant;
  const meetings = ofDay.map((sitting) => sitting.meeting.id);
  if (maxPerDay !== undefined && ofDay.length > maxPerDay) {
    const message = `${id} has ${ofDay.length} meetings on day ${ofDay[0]!.slot.day}, at most ${maxPerDay} are allowed.`;
    violations.push({ rule: 'daily-maximum', message, meetings });
  }
  if (maxInARow === undefined) return violations;
  let row: Sitting[] = [];
  for (const sitting of ofDay.toSorted((a, b) => a.from - b.from)) {
    const last = row.at(-1);
    const isRest = last && sitting.from - last.to >= Math.min(last.to - last.from, sitting.to - sitting.from);
    row = isRest ? [sitting] : [...row, sitting];
    if (row.length > maxInARow) {
      const message = `${id} has ${row.length} meetings in a row up to ${sitting.slot.id}, at most ${maxInARow} are allowed.`;
      violations.push({ rule: 'too-many-in-a-row', message, meetings: row.map((one) => one.meeting.id) });
    }
  }
  return violations;
}
