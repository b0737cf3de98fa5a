import type { FileRow } from './file-row.js';
import type { RowFault } from './company-import.entity.js';
import { headerFaults, type ImportMapping } from './import-mapping.js';
import { listedCompaniesMapping } from './listed-companies.js';
import { applyInput, emptyProfile } from './profile-input.js';
import { profileFaults } from './profile-faults.js';
import type { Profile } from './profile.js';
import { foldText } from './search-words.js';
import { templateMapping } from './template-csv.js';

export const importMappings: Readonly<Record<'template' | 'listed_companies', ImportMapping>> = {
  template: templateMapping,
  listed_companies: listedCompaniesMapping,
};

/** The same company is known by its English name, folded, and its country. */
export function companyKey(nameEn: string, country: string): string {
  return `${foldText(nameEn)}\n${country}`;
}

/** A profile, or why there is none. */
export type CheckedRow = { profile: Profile } | { faults: RowFault[] };

/**
 * Turns the rows of one file, given in order, into profiles. Imported offers stay at or below 0.80: a confirmation is an act of
 * its own.
 */
export class ImportRows {
  private readonly lineOf = new Map<string, number>();
  /** Of the header; with any, no row can be read. */
  readonly headerFaults: RowFault[];

  /** @param known keys of the companies that are there already */
  constructor(
    private readonly mapping: ImportMapping,
    private readonly header: readonly string[],
    private readonly known: ReadonlySet<string>,
  ) {
    this.headerFaults = headerFaults(header, mapping).map((fault) => ({ row: 1, ...fault }));
  }

  check({ line, cells }: FileRow): CheckedRow {
    if (cells.length !== this.header.length) {
      const cause = `has ${cells.length} cells, the header ${this.header.length}`;
      return { faults: [{ row: line, column: '', cause }] };
    }
    const cellOf = (column: string): string => cells[this.header.indexOf(column)] ?? '';
    const { input, faults } = this.mapping.read(cellOf);
    const found = [
      ...faults,
      ...profileFaults(input, new Set()).map(({ field, allowed }) => ({
        column: this.mapping.columnOf(field, input),
        cause: `allowed: ${allowed}`,
      })),
    ];
    if (found.length > 0) return { faults: found.map((fault) => ({ row: line, ...fault })) };

    const profile = applyInput(emptyProfile(input.nameEn, input.country), input, null);
    const cause = this.refuseRepeated(profile, line);
    if (cause === null) return { profile };
    return { faults: [{ row: line, column: this.mapping.columnOf('nameEn', input), cause }] };
  }

  private refuseRepeated({ nameEn, country }: Profile, line: number): string | null {
    const key = companyKey(nameEn, country);
    if (this.known.has(key)) return 'a company with this name and country is in the directory already';
    const earlier = this.lineOf.get(key);
    if (earlier !== undefined) return `this name and country stand in row ${earlier} already`;
    this.lineOf.set(key, line);
    return null;
  }
}
