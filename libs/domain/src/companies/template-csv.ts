import { stringify } from 'csv-stringify/sync';
import type { ColumnFault, ImportMapping, MappedRow } from './import-mapping.js';
import type { NewProfileInput } from './profile-input.js';
import type { CompanyKind } from './profile.js';

/** The columns of the project's own import file, each with the field it fills and an example; docs/company-import.md explains them. */
const columns = [
  { column: 'name_en', field: 'nameEn', example: 'Alpha Hydro Engineering' },
  { column: 'name_zh', field: 'nameZh', example: '阿尔法水电工程' },
  { column: 'name_local', field: 'nameLocal', example: 'Alpha Wasserkraft GmbH' },
  { column: 'country', field: 'country', example: 'DE' },
  { column: 'kind', field: 'kind', example: 'firm' },
  { column: 'sectors', field: 'sectors', example: 'ENE-HYD;ENE-GRD' },
  { column: 'offers', field: 'offers', example: 'E04:0.80;T05:0.40' },
  { column: 'needs', field: 'needs', example: 'F01:1.00;P01:0.60;O01:0.30' },
  { column: 'markets', field: 'markets', example: 'KE;202' },
  { column: 'modes', field: 'modes', example: 'engineering;investment' },
  { column: 'languages', field: 'languages', example: 'de:1.00;en:0.80' },
  { column: 'size', field: 'size', example: '3' },
  { column: 'website', field: 'website', example: 'https://alpha-hydro.example/' },
  { column: 'text_en', field: 'texts', example: 'Designs dams and refits turbines.' },
  { column: 'text_zh', field: 'texts', example: '设计水坝并改造水轮机。' },
] as const;

const columnOfField = new Map<string, string>(columns.map(({ column, field }) => [field, column]));

/** The template: header and one made-up example. Cells that a spreadsheet would take for a formula are escaped. */
export function templateCsv(): string {
  const header = columns.map(({ column }) => column);
  const example = columns.map((column) => column.example);
  return stringify([header, example], { bom: true, escape_formulas: true });
}

/** Lists stand in one cell, separated by semicolons; a code and its number are joined by a colon. */
export const templateMapping: ImportMapping = {
  required: ['name_en', 'country'],
  optional: columns.map(({ column }) => column),
  read: readTemplateRow,
  columnOf: (field, { texts }) => {
    const text = /^texts\[(\d+)\]/.exec(field);
    return text ? `text_${texts![Number(text[1])]!.tag}` : (columnOfField.get(/^\w+/.exec(field)![0]) ?? field);
  },
};

function readTemplateRow(cellOf: (column: string) => string): MappedRow {
  const faults: ColumnFault[] = [];
  const optional = (column: string): string | null => cellOf(column).trim() || null;
  const list = (column: string): string[] =>
    cellOf(column)
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const pairs = <T>(column: string, make: (code: string, value: number) => T): T[] =>
    list(column).flatMap((item) => {
      const pair = /^([^:]+):\s*(\d+(?:\.\d+)?)$/.exec(item);
      if (pair) return [make(pair[1]!.trim(), Number(pair[2]))];
      faults.push({
        column,
        cause: `"${item.slice(0, 50)}" is not a code and a number joined by a colon, such as E04:0.80`,
      });
      return [];
    });
  const texts = [
    { tag: 'en', text: cellOf('text_en') },
    { tag: 'zh', text: cellOf('text_zh') },
  ];
  const size = optional('size');
  if (size !== null && !/^\d$/.test(size)) faults.push({ column: 'size', cause: 'is not a whole number from 0 to 4' });

  const input: NewProfileInput = {
    nameEn: cellOf('name_en'),
    nameZh: optional('name_zh'),
    nameLocal: optional('name_local'),
    country: cellOf('country').trim(),
    kind: (optional('kind') ?? 'firm') as CompanyKind,
    sectors: list('sectors'),
    offers: pairs('offers', (capability, strength) => ({ capability, strength })),
    needs: pairs('needs', (capability, priority) => ({ capability, priority })),
    markets: list('markets'),
    modes: list('modes'),
    languages: pairs('languages', (tag, level) => ({ tag, level })),
    size: size !== null && /^\d$/.test(size) ? Number(size) : null,
    website: optional('website'),
    texts: texts.filter(({ text }) => text.trim() !== ''),
  };
  return { input, faults };
}
