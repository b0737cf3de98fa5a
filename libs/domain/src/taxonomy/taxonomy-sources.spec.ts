import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  capabilities,
  capabilityGroups,
  cooperationModes,
  countries,
  findRegion,
  nameRefinements,
  sectorByIndustry,
  sectorByIndustryGroup,
  sectorByEconomicSector,
  sectorGroups,
  sectorOfListedCompany,
  sectors,
  type NameRefinement,
} from './index.js';

/** The files the tables were typed from lie beside a working copy of the project, not in it. */
const folder = new URL('../../../../../shared/data/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) process.stderr.write(`The tables are not compared with their sources: ${folder.pathname} is not here.\n`);
const describeSources = isHere ? describe : describe.skip;

const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const csv = (file: string): Record<string, string>[] => parse(text(file), { columns: true, bom: true });

const sideInSource = { CHINA: 'CN', DEVELOPED: 'DEV', DEVELOPING: 'DVG' } as const;
const columns = ['name', 'industry', 'industry_group', 'sector'];
const written = (value: string | number | null): string => (value === null ? '' : String(value));

describeSources('the tables against the files they were typed from', () => {
  it('countries: every row of countries.csv, column by column', () => {
    const read = csv('countries.csv');

    expect(read).toHaveLength(countries.length);
    for (const [index, row] of read.entries()) {
      const country = countries[index]!;
      expect({
        iso2: country.code,
        iso3: country.alpha3,
        m49: country.m49,
        name_en: country.label.en,
        name_zh: country.label.zh,
        region: country.region === null ? '' : findRegion(country.region)?.label.en,
        subregion: country.subregion === null ? '' : findRegion(country.subregion)?.label.en,
        region_m49: written(country.region),
        subregion_m49: written(country.subregion),
        ldc: country.isLeastDeveloped ? '1' : '0',
        wb_income_group: written(country.incomeGroup),
        bri_mou_year: written(country.beltAndRoadYear),
        tpmc_document_year: written(country.thirdPartyMarketYear),
        tpmc_evidence: written(country.thirdPartyMarketEvidence),
        suggested_side: country.side === null ? 'REVIEW' : sideInSource[country.side],
        currency: written(country.currency),
        main_languages: country.languages.join(' '),
        // Read only to decide the side, and kept by the source.
        un_developed_or_developing_2020: row.un_developed_or_developing_2020,
        imf_advanced_weo_oct2024: row.imf_advanced_weo_oct2024,
      }).toEqual(row);
    }
  });

  it('sectors, capabilities, modes and the map of industries: every row of taxonomy.json', () => {
    const source = JSON.parse(text('taxonomy.json'));
    const flat = ({ code, label }: { code: string; label: { en: string; zh: string } }) => ({ code, ...label });

    expect(sectorGroups.map(flat)).toEqual(source.sector_groups);
    expect(capabilityGroups.map(flat)).toEqual(source.capability_groups);
    expect(cooperationModes.map((mode) => ({ ...flat(mode), scope: mode.scope }))).toEqual(source.cooperation_modes);
    expect(
      sectors.map((sector) => ({
        ...flat(sector),
        group: sector.group,
        isic_rev4: sector.isicRefs,
        adjacent: sector.adjacent,
        keywords_en: sector.keywords.en,
        keywords_zh: sector.keywords.zh,
      })),
    ).toEqual(source.sectors.map(({ isic_titles: _titles, ...sector }: Record<string, unknown>) => sector));
    expect(
      capabilities.map((capability) => ({
        ...flat(capability),
        group: capability.group,
        sector_agnostic: capability.sectorAgnostic,
        keywords_en: capability.keywordsEn,
      })),
    ).toEqual(source.capabilities);
    expect(Object.fromEntries(sectorByIndustry)).toEqual({
      ...source.import_maps.gics_industry_to_sector,
      'Multi-Sector Holdings': 'FIN-SVC',
    });
  });

  it('import maps: every industry, group and sector of listed_companies.csv, and every word of a name is used', () => {
    const listed = csv('listed_companies.csv');
    const used = new Set<NameRefinement>();
    let unknown = 0;

    for (const row of listed) {
      const [name = '', industry = '', industryGroup = '', sector = ''] = columns.map((column) => row[column]);
      if (industry !== '' && !sectorByIndustry.has(industry)) unknown += 1;
      if (industryGroup !== '' && !sectorByIndustryGroup.has(industryGroup)) unknown += 1;
      if (!sectorByEconomicSector.has(sector)) unknown += 1;

      const mapped = sectorOfListedCompany({ name: '', industry, industryGroup, sector }) ?? '';
      const refinement = nameRefinements.find(({ from, word }) => from.includes(mapped) && word.test(name));
      if (refinement) used.add(refinement);
      expect(sectorOfListedCompany({ name, industry, industryGroup, sector })).toBe(refinement?.sector ?? mapped);
    }

    expect(listed).toHaveLength(19_345);
    expect(unknown).toBe(0);
    expect(nameRefinements.filter((refinement) => !used.has(refinement))).toEqual([]);
  });
});
