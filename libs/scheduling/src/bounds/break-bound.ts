import type { Timetable } from '../timetable.js';

/**
 * A lower bound for the breaks of every schedule that places exactly the meetings of this timetable: the sum of what
 * each participant needs at least, on its own.
 *
 * A participant with n placed meetings picks n disjoint slots that they can use, at most its maximum per day, all its
 * pinned ones among them, with the fewest breaks; who meets whom, tables and precedence are forgotten. One dynamic
 * programme per participant, over (slot, meetings so far) within a day and over days.
 * Cost O(participants · (slots² · n + days · n²)).
 */
export function boundBreaks(timetable: Timetable): number {
  const { problem } = timetable;
  let bound = 0;
  for (let participant = 0; participant < problem.participantCount; participant++) {
    const meetings = problem.meetingsOf[participant]!.filter((meeting) => timetable.slotOf[meeting] !== -1);
    if (meetings.length > 1) bound += fewestBreaks(timetable, participant, meetings);
  }
  return bound;
}

function fewestBreaks(timetable: Timetable, participant: number, meetings: number[]): number {
  const { problem } = timetable;
  let fewest = new Float64Array(meetings.length + 1).fill(Infinity);
  fewest[0] = 0;
  for (const slots of problem.slotsOfDay) {
    const ofDay = fewestOfDay(timetable, participant, meetings, slots);
    const together = new Float64Array(meetings.length + 1).fill(Infinity);
    for (let before = 0; before <= meetings.length; before++) {
      for (let more = 0; before + more <= meetings.length; more++) {
        together[before + more] = Math.min(together[before + more]!, fewest[before]! + ofDay[more]!);
      }
    }
    fewest = together;
  }
  return fewest[meetings.length]!;
}

/** Per number of meetings, up to all, the fewest breaks with which a day can hold that many. */
function fewestOfDay(timetable: Timetable, participant: number, meetings: number[], slots: number[]): Float64Array {
  const { problem } = timetable;
  const { start, end, canUse, slotCount, pinnedSlot } = problem;
  const usable = slots.filter((slot) => meetings.some((meeting) => canUse[meeting * slotCount + slot] === 1));
  const isPinned = (slot: number): boolean => meetings.some((meeting) => pinnedSlot[meeting] === slot);
  const most = Math.min(meetings.length, problem.maxPerDay[participant]!);
  const fewest = new Float64Array(meetings.length + 1).fill(Infinity);
  if (!usable.some(isPinned)) fewest[0] = 0;

  // ending[place][n - 1]: n meetings, the last of them in the slot at this place, no pinned slot left out before it.
  const ending = usable.map(() => new Float64Array(most).fill(Infinity));
  usable.forEach((slot, place) => {
    let isPinnedBetween = false;
    for (let earlier = place - 1; earlier >= 0; earlier--) {
      const last = usable[earlier]!;
      if (!isPinnedBetween && end[last]! <= start[slot]!) {
        const added = timetable.isBreak(participant, last, slot) ? 1 : 0;
        for (let count = 1; count < most; count++) {
          ending[place]![count] = Math.min(ending[place]![count]!, ending[earlier]![count - 1]! + added);
        }
      }
      isPinnedBetween ||= isPinned(last);
    }
    if (!isPinnedBetween && most > 0) ending[place]![0] = 0;
    if (!usable.slice(place + 1).some(isPinned)) {
      for (let count = 1; count <= most; count++) {
        fewest[count] = Math.min(fewest[count]!, ending[place]![count - 1]!);
      }
    }
  });
  return fewest;
}
