import { describe, expect, it } from '@jest/globals';
import { readCsvRows } from './csv-rows.js';
import { BrokenFile, type FileRow } from './file-row.js';
import { companyKey, importMappings, ImportRows } from './import-rows.js';
import { importLimits } from './import-limits.js';
import { emptyProfile } from './profile-input.js';
import { templateCsv } from './template-csv.js';

const nothing: ReadonlySet<string> = new Set();

async function read(csv: string): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readCsvRows(Buffer.from(csv))) rows.push(row);
  return rows;
}

async function check(mapping: keyof typeof importMappings, csv: string, known = nothing) {
  const [header, ...rows] = await read(csv);
  const checker = new ImportRows(importMappings[mapping], header!.cells, known);
  return { headerFaults: checker.headerFaults, rows: rows.map((row) => checker.check(row)) };
}

describe('the template', () => {
  it('is a file that can be imported as it is', async () => {
    const { headerFaults, rows } = await check('template', templateCsv());
    expect(headerFaults).toEqual([]);
    expect(rows).toEqual([
      {
        profile: {
          ...emptyProfile('Alpha Hydro Engineering', 'DE'),
          nameZh: '阿尔法水电工程',
          nameLocal: 'Alpha Wasserkraft GmbH',
          sectors: ['ENE-HYD', 'ENE-GRD'],
          offers: [
            { capability: 'E04', strength: 0.8 },
            { capability: 'T05', strength: 0.4 },
          ],
          needs: [
            { capability: 'F01', priority: 1 },
            { capability: 'P01', priority: 0.6 },
            { capability: 'O01', priority: 0.3 },
          ],
          markets: ['KE', '202'],
          modes: ['engineering', 'investment'],
          languages: [
            { tag: 'de', level: 1 },
            { tag: 'en', level: 0.8 },
          ],
          size: 3,
          website: 'https://alpha-hydro.example/',
          texts: { en: 'Designs dams and refits turbines.', zh: '设计水坝并改造水轮机。' },
        },
      },
    ]);
  });

  it('names every fault of every row with its column', async () => {
    const csv = [
      'name_en,country,kind,offers,needs,size,website,text_en,text_zh',
      ',XX,club,E01:0.8;E99:0.4;E02,P01:1,big,http://a.example,,"a\u0007b"',
      'Beta,BR,,E01:1.00,,,,,',
      'Gamma,BR',
    ].join('\n');
    const { rows } = await check('template', csv);
    const columns = rows.map((row) => ('faults' in row ? row.faults.map(({ row, column }) => `${row} ${column}`) : []));
    expect(columns).toEqual([
      ['2 size', '2 offers', '2 name_en', '2 country', '2 kind', '2 website', '2 offers', '2 needs', '2 text_zh'],
      ['3 offers'],
      ['4 '],
    ]);
  });

  it('refuses a name and country that came before, in the file or in the directory', async () => {
    const csv = 'name_en,country\nAlpha,BR\nＡＬＰＨＡ,BR\nAlpha,DE\nBeta,BR\n';
    const { rows } = await check('template', csv, new Set([companyKey('beta', 'BR')]));
    expect(rows.map((row) => ('faults' in row ? row.faults[0]!.cause : 'fine'))).toEqual([
      'fine',
      'this name and country stand in row 2 already',
      'fine',
      'a company with this name and country is in the directory already',
    ]);
  });

  it('keeps a text that a spreadsheet would take for a formula', async () => {
    const { rows } = await check('template', `name_en,country\n"=HYPERLINK(""x"")",BR\n-Alpha,BR\n`);
    expect(rows).toMatchObject([{ profile: { nameEn: '=HYPERLINK("x")' } }, { profile: { nameEn: '-Alpha' } }]);
  });

  it('refuses a header that lacks, repeats or invents a column', async () => {
    const { headerFaults } = await check('template', 'name_en,name_en,nation\n');
    expect(headerFaults).toEqual([
      { row: 1, column: 'name_en', cause: 'stands twice in the header' },
      { row: 1, column: 'nation', cause: 'is not a column of the template' },
      { row: 1, column: 'country', cause: 'is missing in the header' },
    ]);
  });
});

describe('the list of listed companies', () => {
  const header = 'symbol,name,country_iso2,side,sector,industry_group,industry,market_cap_class,city,website';

  it('gives sector, kind, size and address by the documented mapping, and the side by our own table', async () => {
    const csv = [
      header,
      'X.L,Danieli S.p.A.,IT,CN,Industrials,Capital Goods,Machinery,Small Cap,Buttrio,http://www.danieli.com',
      'Y.SA,Banco Cea\u0081ra,BR,DEV,Financials,Banks,Banks,Mega Cap,,',
      'Z,Nowhere Ltd,VG,DEV,,,,,,',
    ].join('\n');
    const { rows } = await check('listed_companies', csv);
    expect(rows).toEqual([
      {
        profile: {
          ...emptyProfile('Danieli S.p.A.', 'IT'),
          side: 'DEVELOPED',
          sectors: ['MAN-EQP'],
          size: 3,
          website: 'https://www.danieli.com/',
        },
      },
      {
        profile: {
          ...emptyProfile('Banco Ceara', 'BR'),
          side: 'DEVELOPING',
          kind: 'bank',
          sectors: ['FIN-SVC'],
          size: 4,
        },
      },
      { profile: { ...emptyProfile('Nowhere Ltd', 'VG'), side: null } },
    ]);
  });
});

describe('reading CSV', () => {
  it('reads as many columns as allowed, and no more', async () => {
    const header = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(',');
    expect((await read(header(importLimits.columns)))[0]!.cells).toHaveLength(importLimits.columns);
    await expect(read(`a\n${header(importLimits.columns + 1)}`)).rejects.toMatchObject({ line: 2 });
  });

  it('counts lines as an editor does, and takes a byte order mark, quotes and both line ends', async () => {
    expect(await read('\uFEFFa,b\r\n"1\n2",x\r\n\r\n3,"y ""z"""')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1\n2', 'x'] },
      { line: 5, cells: ['3', 'y "z"'] },
    ]);
  });

  it('says at which line a quote was never closed', async () => {
    await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow(BrokenFile);
    await expect(read('a,b\n1,2\nx"3"y,4\n')).rejects.toMatchObject({ line: 3 });
  });
});
