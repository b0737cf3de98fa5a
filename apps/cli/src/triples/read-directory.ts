import { matchingTaxonomy, sideOfCountry } from '#domain/taxonomy';
import { type CompanyProfile, compileDirectory, type Directory, InputFaults, type Side, sides } from '#matching';
import { type AddFault, JsonObject, show } from './json-object.js';

const companyKeys = [
  'id',
  'name',
  'country',
  'side',
  'sectors',
  'offers',
  'needs',
  'markets',
  'modes',
  'languages',
  'size',
  'blocks',
];

/**
 * Checks and packs the directory of a file; what its format is tells docs/triples-command.md.
 *
 * @throws InputFaults with every fault, company by company: of the format, or of the codes and ranges that scoring knows
 */
export function readDirectory(json: unknown): Directory {
  const faults: Fault[] = [];
  const addFault: AddFault = (path, fault) => void faults.push({ path, text: `${path}: ${fault}` });
  const file = new JsonObject('', json, ['companies'], (path, fault) => addFault(path || 'directory', fault));
  if (faults.length === 0 && !file.has('companies')) addFault('companies', 'missing');
  const profiles = file.list('companies', (value, path) => readProfile(value, path, addFault));
  checkBlockedCompanies(profiles, addFault);

  try {
    const directory = compileDirectory(profiles, matchingTaxonomy());
    if (faults.length === 0) return directory;
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    const broken = faults.map(({ path }) => path);
    // What could not be read stands in the profile as something empty, whose own faults say nothing new.
    const isNew = (fault: string) =>
      !broken.some((path) => fault.startsWith(`${path}:`) || fault.startsWith(`${path}.`));
    for (const fault of error.faults.filter(isNew)) faults.push({ path: fault, text: fault });
  }
  throw new InputFaults(inOrderOfCompanies(faults));
}

interface Fault {
  path: string;
  text: string;
}

function inOrderOfCompanies(faults: readonly Fault[]): string[] {
  const companyOf = ({ path }: Fault) => Number(/^companies\[(\d+)\]/.exec(path)?.[1] ?? -1);
  return [...faults].sort((a, b) => companyOf(a) - companyOf(b)).map(({ text }) => text);
}

function readProfile(value: unknown, path: string, addFault: AddFault): CompanyProfile {
  const company = new JsonObject(path, value, companyKeys, addFault);
  const country = company.text('country');
  if (company.has('name')) company.text('name');
  const blocks = new JsonObject(
    company.at('blocks'),
    company.has('blocks') ? company.get('blocks') : {},
    ['companies', 'countries'],
    addFault,
  );
  return {
    id: company.text('id'),
    country,
    side: readSide(company, country, addFault),
    sectors: company.texts('sectors'),
    offers: company.list('offers', (item, at) => {
      const offer = new JsonObject(at, item, ['capability', 'strength'], addFault);
      return { capability: offer.text('capability'), strength: offer.number('strength') };
    }),
    needs: company.list('needs', (item, at) => {
      const need = new JsonObject(at, item, ['capability', 'priority'], addFault);
      return { capability: need.text('capability'), priority: need.number('priority') };
    }),
    markets: company.texts('markets'),
    modes: company.texts('modes'),
    languages: company.list('languages', (item, at) => {
      const language = new JsonObject(at, item, ['tag', 'level'], addFault);
      return { tag: language.text('tag'), level: language.number('level') };
    }),
    size: readSize(company, addFault),
    blocks: { companies: blocks.texts('companies'), countries: blocks.texts('countries') },
  };
}

/** The side given, or the country's; a country under review has none. */
function readSide(company: JsonObject, country: string, addFault: AddFault): Side | null {
  if (company.has('side')) {
    const given = company.get('side');
    const side = sides.find((known) => known === given);
    if (side === undefined) addFault(company.at('side'), `${show(given)} is not one of ${sides.join(', ')}`);
    return side ?? null;
  }
  const isKnown = matchingCountries.has(country);
  const side = sideOfCountry(country);
  if (isKnown && side === null) {
    addFault(company.at('side'), `missing; ${country} is of no side by itself, give one of ${sides.join(', ')}`);
  }
  return side;
}

const matchingCountries = new Set(matchingTaxonomy().countries.map(({ code }) => code));

function readSize(company: JsonObject, addFault: AddFault): CompanyProfile['size'] {
  if (!company.has('size')) return null;
  const given = company.get('size');
  const size = ([0, 1, 2, 3, 4] as const).find((known) => known === given);
  if (size === undefined) addFault(company.at('size'), `${show(given)} is not a whole number from 0 to 4`);
  return size ?? null;
}

function checkBlockedCompanies(profiles: readonly CompanyProfile[], addFault: AddFault): void {
  const ids = new Set(profiles.map(({ id }) => id));
  profiles.forEach(({ blocks }, index) => {
    blocks.companies.forEach((id, at) => {
      if (id !== '' && !ids.has(id)) {
        addFault(`companies[${index}].blocks.companies[${at}]`, `${show(id)} is not in the directory`);
      }
    });
  });
}
