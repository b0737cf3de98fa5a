const isoWithOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant of an ISO 8601 text in milliseconds since 1970, or NaN when it has no offset or names no instant. */
export function parseInstant(text: unknown): number {
  return typeof text === 'string' && isoWithOffset.test(text) ? Date.parse(text) : NaN;
}
