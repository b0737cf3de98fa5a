/** What came back of one request. */
export interface FuzzAnswer {
  status: number;
  body: string;
}

/** Words that only PostgreSQL, a driver, a stack or a disk could have said; none of them stands in what is sent. */
const innards = [
  /\bat \S+ \(?\S+:\d+:\d+\)?/,
  /node_modules|file:\/\/|\/dist\/|\/libs\/|\.(?:ts|js):\d+/,
  /QueryFailedError|EntityNotFound|driverError|SQLSTATE|pg_catalog|typeorm/i,
  /duplicate key|violates|relation "|column "|syntax error at|invalid input syntax|out of range for type/i,
  /value too long for type|deadlock detected|invalid byte sequence|unterminated|cannot be cast/i,
  /Cannot read propert|is not a function|is not iterable|Unexpected token|undefined is not/,
];

/** What an answer must never be or hold; null when it is sound. */
export function faultOf({ status, body }: FuzzAnswer): string | null {
  if (status >= 500) return `status ${status}`;
  if (/"code":"(INTERNAL_ERROR|INTERNAL_SERVER_ERROR|UNAVAILABLE)"/.test(body)) return 'an error of ours';
  const leak = innards.map((pattern) => pattern.exec(body)?.[0]).find((found) => found !== undefined);
  return leak === undefined ? null : `tells "${leak}"`;
}

/** `ok`, a code, or the member of a result union that is no result. */
export function outcomeWord({ status, body }: FuzzAnswer): string {
  const code = /"code":"([A-Z_]+)"/.exec(body)?.[1];
  return code ?? (status >= 400 ? String(status) : 'ok');
}
