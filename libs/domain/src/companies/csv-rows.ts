import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BrokenFile, type FileRow } from './file-row.js';
import { importLimits } from './import-limits.js';

const chunkBytes = 64 * 1024;
const maxRowCharacters = 100_000;

/**
 * The rows of a CSV file in UTF-8 (RFC 4180, perhaps with a byte order mark), in order; empty lines are left out. Cells are text, whatever they start
 * with.
 *
 * @throws BrokenFile, most often for a quote that is not closed
 */
export async function* readCsvRows(content: Buffer): AsyncGenerator<FileRow> {
  const parser = Readable.from(chunksOf(content)).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: maxRowCharacters,
    }),
  );
  let cells = 0;
  try {
    for await (const row of parser) {
      const { record, info } = row as { record: string[]; info: { lines: number } };
      cells += record.length;
      if (record.length > importLimits.columns) {
        throw new BrokenFile(info.lines, `has ${record.length} columns, at most ${importLimits.columns} are read`);
      }
      if (cells > importLimits.csvCells) {
        throw new BrokenFile(info.lines, `at most ${importLimits.csvCells} cells are read; split the file`);
      }
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new BrokenFile(Number(error['lines'] ?? 1), error.message);
    throw error;
  }
}

function* chunksOf(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += chunkBytes) yield content.subarray(start, start + chunkBytes);
}
