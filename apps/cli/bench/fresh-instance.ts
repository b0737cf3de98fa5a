import { type B2bInstance, filterSlots } from '#scheduling/b2b';

/** A whole number in [0, count). */
export type Draw = (count: number) => number;

/**
 * A new instance of the same family: participants and meetings renamed, time reversed with everything that depends on it,
 * and 3 % of the forbidden slots, at least one where there is any, drawn anew where filtering leaves a schedule possible.
 */
export function makeFreshInstance(instance: B2bInstance, draw: Draw): B2bInstance {
  const { participantCount, slotCount, morningSlotCount } = instance;
  const participantNamed = shuffle(participantCount, draw);
  const meetingNamed = shuffle(instance.meetings.length, draw);
  const reversed = { morning: 'afternoon', afternoon: 'morning', any: 'any' } as const;
  const meetings = meetingNamed.map((old) => {
    const { parties, session, fixedSlot } = instance.meetings[old]!;
    const [a, b] = parties.map((party) => participantNamed.indexOf(party));
    // Reversed in time, what came before comes after.
    const after = meetingNamed.flatMap((other, index) =>
      instance.meetings[other]!.after.includes(old) ? [index] : [],
    );
    return {
      parties: [a!, b!] as const,
      session: reversed[session],
      fixedSlot: fixedSlot === null ? null : slotCount - 1 - fixedSlot,
      after,
    };
  });
  const forbidden = participantNamed.map((old) => reverseSet(instance.forbidden[old]!, slotCount));
  return redrawForbidden({ ...instance, morningSlotCount: slotCount - morningSlotCount, meetings, forbidden }, draw);
}

function redrawForbidden(instance: B2bInstance, draw: Draw): B2bInstance {
  const given = instance.forbidden.flatMap((set, participant) =>
    Array.from({ length: instance.slotCount }, (_, slot) => ({ participant, slot })).filter(
      ({ slot }) => set & (1 << slot),
    ),
  );
  const isSolvable = 'possible' in filterSlots(instance);
  let fresh = instance;
  for (let left = Math.ceil(0.03 * given.length), attempts = 100; left > 0 && attempts > 0; attempts--) {
    const { participant, slot } = given[draw(given.length)]!;
    const forbidden = [...fresh.forbidden];
    forbidden[participant] = (forbidden[participant]! & ~(1 << slot)) | (1 << draw(instance.slotCount));
    const changed = { ...fresh, forbidden };
    if (isSolvable && !('possible' in filterSlots(changed))) continue;
    fresh = changed;
    left -= 1;
  }
  return fresh;
}

function reverseSet(set: number, slotCount: number): number {
  let reversed = 0;
  for (let slot = 0; slot < slotCount; slot++) if (set & (1 << slot)) reversed |= 1 << (slotCount - 1 - slot);
  return reversed;
}

/** The numbers below `count` in a drawn order. */
function shuffle(count: number, draw: Draw): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let left = count; left > 1; left--) {
    const other = draw(left);
    [order[left - 1], order[other]] = [order[other]!, order[left - 1]!];
  }
  return order;
}
