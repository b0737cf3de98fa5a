import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** One row of a CSV file. */
export interface CsvRow {
  /** Line of the file on which the row ends, the first being 1. */
  line: number;
  cells: string[];
}

/** The file cannot be read on from here; most often a quote that is not closed. */
export class BrokenCsv extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const chunkBytes = 64 * 1024;
const maxRowCharacters = 100_000;

/**
 * The rows of a CSV file in UTF-8 (RFC 4180, perhaps with a byte order mark), in order; empty lines are left out. Cells are text, whatever they start
 * with.
 *
 * @throws BrokenCsv
 */
export async function* readCsvRows(content: Buffer): AsyncGenerator<CsvRow> {
  const parser = Readable.from(chunksOf(content)).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: maxRowCharacters,
    }),
  );
  try {
    for await (const row of parser) {
      const { record, info } = row as { record: string[]; info: { lines: number } };
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new BrokenCsv(Number(error['lines'] ?? 1), error.message);
    throw error;
  }
}

function* chunksOf(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += chunkBytes) yield content.subarray(start, start + chunkBytes);
}
