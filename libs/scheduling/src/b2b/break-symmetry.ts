import { type B2bInstance, listOwnMeetings, listPossibleSlots } from './instance.js';

/**
 * The same instance with more precedences, among meetings that could change places: it has a schedule of as many breaks
 * exactly when the given one does, and its schedules are schedules of the given one. Proofs get shorter.
 *
 * Participants who meet the same others, in the same possible slots and without precedences, can take each other's agenda.
 * Of two of them the one with the first of their meetings has it before the other has the like: the lexicographic leader
 * (Crawford, Ginsberg, Luks and Roy, KR 1996), and since both meet the same third there, never in the same slot.
 */
export function breakSymmetry(instance: B2bInstance): B2bInstance {
  const own = listOwnMeetings(instance);
  const possible = listPossibleSlots(instance);
  const isOrdered = new Set(
    instance.meetings.flatMap(({ after }, meeting) => (after.length > 0 ? [meeting, ...after] : [])),
  );
  const earlier = instance.meetings.map(({ after }) => [...after]);

  const otherParty = (meeting: number, participant: number): number => {
    const [a, b] = instance.meetings[meeting]!.parties;
    return a === participant ? b : a;
  };
  const classes = new Map<string, number[]>();
  own.forEach((meetings, participant) => {
    if (meetings.length === 0 || meetings.some((meeting) => isOrdered.has(meeting))) return;
    const others = meetings.map((meeting) => [otherParty(meeting, participant), possible[meeting]!]);
    const key = JSON.stringify(others.sort(([a, x], [b, y]) => a! - b! || x! - y!));
    classes.set(key, [...(classes.get(key) ?? []), participant]);
  });

  for (const alike of classes.values()) {
    for (let index = 1; index < alike.length; index++) {
      const [one, other] = [alike[index - 1]!, alike[index]!];
      const first = Math.min(...own[one]!, ...own[other]!);
      const [leader, follower] = own[one]!.includes(first) ? [one, other] : [other, one];
      const third = otherParty(first, leader);
      const image = own[follower]!.find(
        (meeting) => otherParty(meeting, follower) === third && possible[meeting] === possible[first],
      )!;
      earlier[image]!.push(first);
    }
  }
  return { ...instance, meetings: instance.meetings.map((meeting, index) => ({ ...meeting, after: earlier[index]! })) };
}
