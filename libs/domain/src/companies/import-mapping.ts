import type { NewProfileInput } from './profile-input.js';

/** What a mapping makes of one row. */
export interface MappedRow {
  input: NewProfileInput;
  /** What could not even be read, by column. */
  faults: ColumnFault[];
}

export interface ColumnFault {
  column: string;
  cause: string;
}

/** How the columns of a file become profiles. */
export interface ImportMapping {
  required: readonly string[];
  /** Columns that may stand there besides; null when any others are ignored. */
  optional: readonly string[] | null;
  /** A missing cell is the empty string. */
  read: (cellOf: (column: string) => string) => MappedRow;
  /** The column from which a field of the input comes. */
  columnOf: (field: string, input: NewProfileInput) => string;
}

/** The faults of a header, in its order and then of what it lacks. */
export function headerFaults(header: readonly string[], { required, optional }: ImportMapping): ColumnFault[] {
  const faults: ColumnFault[] = [];
  header.forEach((column, i) => {
    if (header.indexOf(column) < i) faults.push({ column, cause: 'stands twice in the header' });
    else if (optional && !required.includes(column) && !optional.includes(column)) {
      faults.push({ column, cause: 'is not a column of the template' });
    }
  });
  const missing = required.filter((column) => !header.includes(column));
  return [...faults, ...missing.map((column) => ({ column, cause: 'is missing in the header' }))];
}
