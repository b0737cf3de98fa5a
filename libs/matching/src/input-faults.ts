/** Input that the library does not take: every fault found, one line each, with its place, its value and what is allowed. */
export class InputFaults extends Error {
  override readonly name = 'InputFaults';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** @throws InputFaults when there is at least one */
export function requireFaultless(faults: readonly string[]): void {
  if (faults.length > 0) throw new InputFaults(faults);
}
