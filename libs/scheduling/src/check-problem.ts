import { FieldCheck } from './field-check.js';

/**
 * Every fault of a problem, as `meetings[3].weight: 1.5 is not a whole number from 1`; none when it can be solved.
 *
 * Takes any JSON value: what is missing, of another type, unknown, listed twice or refers to nothing is a fault, and so
 * is a slot that ends before it starts.
 * Time O(size of the problem).
 */
export function checkProblem(problem: unknown): string[] {
  const check = new FieldCheck();
  const root = check.object('', problem, ['slots', 'tables', 'participants', 'meetings', 'fairness']);
  if (root === null) return check.faults;

  const slots = readList(check, root, 'slots', ['id', 'start', 'end', 'day', 'session', 'subForum'], checkSlot);
  const tables = readList(check, root, 'tables', ['id', 'seats', 'online', 'subForum'], checkTable);
  const participants = readList(
    check,
    root,
    'participants',
    ['id', 'available', 'maxPerDay', 'pauses', 'maxInARow'],
    checkParticipant,
  );
  const meetings: Set<unknown> = new Set(idsOf(root.meetings));
  readList(
    check,
    root,
    'meetings',
    ['id', 'participants', 'weight', 'sessions', 'subForum', 'online', 'pin', 'after'],
    (_, path, meeting) => checkMeeting(check, path, meeting, { slots, tables, participants, meetings }),
  );
  if (root.fairness !== undefined) check.wholeFrom(0, 'fairness', root.fairness);
  return check.faults;
}

type Fields = Record<string, unknown>;

/** Checks each element and that no id occurs twice; returns the ids. */
function readList(
  check: FieldCheck,
  root: Fields,
  name: string,
  known: string[],
  checkElement: (check: FieldCheck, path: string, element: Fields) => void,
): Set<unknown> {
  const ids = new Set<unknown>();
  check.list(name, root[name]).forEach((value, index) => {
    const path = `${name}[${index}]`;
    const element = check.object(path, value, known);
    if (element === null) return;
    check.text(`${path}.id`, element.id);
    if (ids.has(element.id)) check.fault(`${path}.id`, element.id, 'is the id of another one too');
    ids.add(element.id);
    checkElement(check, path, element);
  });
  return ids;
}

function idsOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list.map((element) => (element as Fields | null)?.id) : [];
}

function checkSlot(check: FieldCheck, path: string, slot: Fields): void {
  check.ordered(`${path}.start`, slot.start, `${path}.end`, slot.end);
  check.text(`${path}.day`, slot.day);
  check.text(`${path}.session`, slot.session);
  if (slot.subForum !== undefined) check.text(`${path}.subForum`, slot.subForum);
}

function checkTable(check: FieldCheck, path: string, table: Fields): void {
  if (table.seats !== 2 && table.seats !== 3) check.fault(`${path}.seats`, table.seats, 'is neither 2 nor 3');
  check.bool(`${path}.online`, table.online);
  if (table.subForum !== undefined) check.text(`${path}.subForum`, table.subForum);
}

function checkParticipant(check: FieldCheck, path: string, participant: Fields): void {
  const { available, maxPerDay, pauses, maxInARow } = participant;
  if (available !== undefined) check.intervals(`${path}.available`, available);
  if (maxPerDay !== undefined) check.wholeFrom(0, `${path}.maxPerDay`, maxPerDay);
  if (pauses !== undefined) check.intervals(`${path}.pauses`, pauses);
  if (maxInARow !== undefined) check.wholeFrom(1, `${path}.maxInARow`, maxInARow);
}

type Known = Record<'slots' | 'tables' | 'participants' | 'meetings', Set<unknown>>;

function checkMeeting(check: FieldCheck, path: string, meeting: Fields, known: Known): void {
  const at = `${path}.participants`;
  const parties = check.references(at, meeting.participants, known.participants, 'participant');
  if (parties.length !== 2 && parties.length !== 3) check.fault(at, parties.length, 'is neither 2 nor 3 participants');
  check.wholeFrom(1, `${path}.weight`, meeting.weight);
  if (meeting.sessions !== undefined) {
    check.list(`${path}.sessions`, meeting.sessions).forEach((session, index) => {
      check.text(`${path}.sessions[${index}]`, session);
    });
  }
  if (meeting.subForum !== undefined) check.text(`${path}.subForum`, meeting.subForum);
  if (meeting.online !== undefined) check.bool(`${path}.online`, meeting.online);
  if (meeting.pin !== undefined) {
    const pin = check.object(`${path}.pin`, meeting.pin, ['slot', 'table']);
    if (pin?.slot !== undefined) check.reference(`${path}.pin.slot`, pin.slot, known.slots, 'slot');
    if (pin?.table !== undefined) check.reference(`${path}.pin.table`, pin.table, known.tables, 'table');
  }
  if (meeting.after !== undefined) {
    const earlier = check.references(`${path}.after`, meeting.after, known.meetings, 'meeting');
    if (earlier.includes(meeting.id)) check.fault(`${path}.after`, meeting.id, 'cannot come after itself');
  }
}
