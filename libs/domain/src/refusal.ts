/**
 * The answer "no" that a person can react to. Services return it before their first write; GraphQL shows it as a member
 * of the result union under the class's own name. The message comes from a catalogue by `code`, in the reader's language,
 * filled with the public fields of the refusal.
 */
export abstract class Refusal {
  abstract readonly code: string;
}

/** The other side is not to be had, or does not exist: block, *never*, not approved and unknown ids all read the same. */
export class NotAvailable extends Refusal {
  readonly code = 'NOT_AVAILABLE';
}

/** Somebody changed the same thing since it was read. */
export class EditConflict extends Refusal {
  readonly code = 'EDIT_CONFLICT';
  constructor(
    readonly expectedVersion: number,
    readonly presentVersion: number,
  ) {
    super();
  }
}

/** The thing is in a state that does not allow this step. */
export class WrongState extends Refusal {
  readonly code = 'WRONG_STATE';
  constructor(
    readonly presentState: string,
    readonly allowedStates: string[],
  ) {
    super();
  }
}

export function refuseStaleEdit(present: { version: number }, expectedVersion: number): EditConflict | null {
  return present.version === expectedVersion ? null : new EditConflict(expectedVersion, present.version);
}

export function refuseWrongState<S extends string>(present: S, allowed: readonly S[]): WrongState | null {
  return allowed.includes(present) ? null : new WrongState(present, [...allowed]);
}
