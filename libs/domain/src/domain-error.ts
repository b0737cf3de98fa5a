/** What a client may be told when nothing can be returned; anything else that is thrown is our own fault. */
export type DomainErrorCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'RATE_LIMITED' | 'UNAVAILABLE';

export abstract class DomainError extends Error {
  abstract readonly code: DomainErrorCode;
  /** Facts for the client, safe to show: field names, ranges, ids it sent itself. */
  readonly parameters: Readonly<Record<string, unknown>> = {};
}

export class NotSignedIn extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  constructor(message = 'Sign in first.') {
    super(message);
  }
}

export class NotAllowed extends DomainError {
  readonly code = 'FORBIDDEN';
  constructor(message = 'Your roles do not allow this.') {
    super(message);
  }
}

/** Also thrown for what exists but is not the actor's to know: both read the same. */
export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';
  override readonly parameters: { kind: string; id: string };
  constructor(kind: string, id: string) {
    super(`There is no ${kind} with id ${id}.`);
    this.parameters = { kind, id };
  }
}

export interface InputFault {
  /** Path of the field in the input, such as `offers[2].strength`. */
  field: string;
  /** What is allowed, with its range, for a person to read. */
  allowed: string;
}

/** Malformed input: names every field at fault with its allowed range; nothing was written. */
export class BadInput extends DomainError {
  readonly code = 'BAD_USER_INPUT';
  override readonly parameters: { faults: InputFault[] };
  constructor(faults: InputFault[]) {
    super(faults.map(({ field, allowed }) => `${field}: ${allowed}`).join('; '));
    this.parameters = { faults };
  }
}

/** Too much at once from one account or address; the same request may be sent again later. */
export class RateLimited extends DomainError {
  readonly code = 'RATE_LIMITED';
  override readonly parameters: { retryAfterSeconds: number };
  constructor(retryAfterSeconds: number) {
    super(`Too many requests; try again after ${retryAfterSeconds} s.`);
    this.parameters = { retryAfterSeconds };
  }
}

/** A dependency is down or too busy; the same request may succeed later. */
export class Unavailable extends DomainError {
  readonly code = 'UNAVAILABLE';
  override readonly parameters: { retryAfterSeconds: number };
  constructor(retryAfterSeconds = 2) {
    super('The service is briefly unavailable; try again.');
    this.parameters = { retryAfterSeconds };
  }
}

export function requirePermission(isAllowed: boolean): void {
  if (!isAllowed) throw new NotAllowed();
}

/** @throws BadInput when there is at least one fault */
export function requireNoFaults(faults: InputFault[]): void {
  if (faults.length > 0) throw new BadInput(faults);
}
