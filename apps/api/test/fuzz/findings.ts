/** What came back of one request. */
export interface FuzzAnswer {
  /** Of HTTP; 0 when the connection was ended without an answer. */
  status: number;
  /** The code with which the server closed a WebSocket. */
  closed?: number;
  body: string;
}

/** No answer came within a time in which anything is answered. */
export const unanswered: FuzzAnswer = { status: 504, body: 'nothing came back' };

/** The server said that it is its own fault, or was gone without a word. */
const closedByFault = [1006, 1011, 4500];

/** Words that only PostgreSQL, a driver, a stack or a disk could have said; none of them stands in what is sent. */
const innards = [
  /\bat \S+ \(?\S+:\d+:\d+\)?/,
  /node_modules|file:\/\/|\/dist\/|\/libs\/|\.(?:ts|js):\d+/,
  /QueryFailedError|EntityNotFound|driverError|SQLSTATE|pg_catalog|typeorm/i,
  /duplicate key|violates|relation "|column "|syntax error at|invalid input syntax|out of range for type/i,
  /root:.*:0:0:|UNLICENSED|\[fonts\]/,
  /value too long for type|deadlock detected|invalid byte sequence|unterminated|cannot be cast/i,
  /Cannot read propert|is not a function|is not iterable|Unexpected token|undefined is not/,
];

/** What an answer must never be or hold; null when it is sound. */
export function faultOf({ status, closed, body }: FuzzAnswer): string | null {
  if (closed !== undefined && closedByFault.includes(closed)) return `closed with ${closed}`;
  if (status >= 500) return `status ${status}`;
  if (/"code":"(INTERNAL_ERROR|INTERNAL_SERVER_ERROR|UNAVAILABLE)"/.test(body)) return 'an error of ours';
  const leak = innards.map((pattern) => pattern.exec(body)?.[0]).find((found) => found !== undefined);
  return leak === undefined ? null : `tells "${leak}"`;
}

/** `ok`, a code, or the status or code of closing where there is none. */
export function outcomeWord({ status, closed, body }: FuzzAnswer): string {
  if (closed !== undefined) return `closed ${closed}`;
  const code = /"code":"([A-Z_]+)"/.exec(body)?.[1];
  return code ?? (status === 0 ? 'hung up' : status >= 300 ? String(status) : 'ok');
}
