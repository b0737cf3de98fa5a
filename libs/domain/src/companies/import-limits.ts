/** Bounds on one file of companies, whatever its format; docs/company-import.md tells them. */
export const importLimits = {
  columns: 200,
  /** Of a CSV file, which is read row by row. */
  csvCells: 3_000_000,
  /** Of a spreadsheet, which is held in memory: rows times columns, empty ones included. */
  sheetCells: 300_000,
  /** Parts of a spreadsheet, which is a zip archive. */
  zipEntries: 200,
  /** Bytes of all parts together once they are unpacked; about ten times what a list of that many cells needs. */
  unpackedBytes: 32 * 1024 * 1024,
} as const;
