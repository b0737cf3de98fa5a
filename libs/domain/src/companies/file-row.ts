/** One row of a file of companies. */
export interface FileRow {
  /** Line of the file on which the row ends, or number of the row in its sheet, the first being 1. */
  line: number;
  cells: string[];
}

/** The file cannot be read on from here. The message is for whoever sent it. */
export class BrokenFile extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}
