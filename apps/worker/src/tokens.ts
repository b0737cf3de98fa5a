/** For how long what is kept, as configured; in a file that imports nothing, so that no circle can form. */
export const RETENTION_DAYS = Symbol('RETENTION_DAYS');
