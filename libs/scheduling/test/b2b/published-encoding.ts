import { addAtMostOne, type ClauseSink, defineAny } from '../../src/b2b/cnf/clause-sink.js';
import { addSortingNetwork } from '../../src/b2b/cnf/sorting-network.js';
import type { Encoding } from '../../src/b2b/encode-instance.js';
import { type B2bInstance, fairness, listOwnMeetings, listPossibleSlots } from '../../src/b2b/instance.js';

/**
 * The encoding of Bofill et al. (JAIR 74, 2022) as a benchmark to compare with: slots of meetings, used slots, "has met
 * by", ends of holes; networks padded to powers of two for tables, used slots, the even number of participants in a slot,
 * and holes. Not filtered, and no word on unbroken blocks. It counts up to 63 breaks.
 */
export function encodeAsPublished(sink: ClauseSink, instance: B2bInstance): Encoding {
  const { slotCount, tableCount, meetings } = instance;
  const own = listOwnMeetings(instance);
  const possible = listPossibleSlots(instance);
  const never = sink.newVariable();
  sink.addClause([-never]);
  const sort = (literals: readonly number[], most: number): number[] => {
    const size = powerOfTwo(literals.length);
    const padded = [...literals, ...new Array<number>(size - literals.length).fill(never)];
    return addSortingNetwork(sink, padded, Math.min(size, powerOfTwo(most + 1)));
  };
  const limit = (sorted: readonly number[], least: number, most: number): void =>
    sorted.forEach((output, index) => {
      if (index < least) sink.addClause([output]);
      if (index >= most) sink.addClause([-output]);
    });

  const slots = Array.from({ length: slotCount }, (_, slot) => slot);
  const held = meetings.map((_, meeting) => {
    const row = slots.map(() => sink.newVariable());
    row.forEach((literal, slot) => (possible[meeting]! & (1 << slot)) === 0 && sink.addClause([-literal]));
    sink.addClause(row);
    addAtMostOne(sink, row);
    return row;
  });
  meetings.forEach(({ after }, later) =>
    after.forEach((earlier) =>
      slots.forEach((slot) => sink.addClause([-held[later]![slot]!, ...held[earlier]!.slice(0, slot)])),
    ),
  );
  const used = own.map((ids) =>
    slots.map((slot) => {
      const here = ids.map((meeting) => held[meeting]![slot]!);
      addAtMostOne(sink, here);
      return here.length === 0 ? never : defineAny(sink, here);
    }),
  );
  slots.forEach((slot) => {
    const inSlot = held.map((row) => row[slot]!);
    limit(sort(inSlot, tableCount), 0, tableCount);
    const present = sort(
      used.map((row) => row[slot]!),
      2 * tableCount + 1,
    );
    for (let i = 0; i + 1 < present.length; i += 2) sink.addClause([-present[i]!, present[i + 1]!]);
  });
  const breaks = own.map((ids, participant) => {
    const row = used[participant]!;
    limit(sort(row, ids.length), ids.length, ids.length);
    const hasMet = slots.map(() => sink.newVariable());
    const holes = slots.slice(1).map((slot) => {
      sink.addClause([-row[slot - 1]!, hasMet[slot - 1]!]);
      if (slot > 1) sink.addClause([-hasMet[slot - 2]!, hasMet[slot - 1]!]);
      const end = sink.newVariable();
      sink.addClause([-hasMet[slot - 1]!, row[slot - 1]!, -row[slot]!, end]);
      return end;
    });
    const sorted = sort(holes, fairness);
    limit(sorted, 0, fairness);
    return holes;
  });
  return { held, breaks: sort(breaks.flat(), 63) };
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, least)));
}
