import type { CompanyProfile } from './company-profile.js';
import type { CompiledTaxonomy } from './compiled-taxonomy.js';
import { hundredthsFault, show } from './hundredths.js';
import { sides } from './sides.js';

const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/**
 * Every fault of one profile, such as `needs[1].priority: 1.5 is outside 0.01 to 1.00`; none when it can be compiled.
 *
 * An incomplete profile is no fault: `whatIsMissing` tells what keeps it out of the pools.
 */
export function profileFaults(profile: CompanyProfile, taxonomy: CompiledTaxonomy): string[] {
  const faults: string[] = [];
  const add = (fault: string | null) => {
    if (fault !== null) faults.push(fault);
  };

  if (typeof profile.id !== 'string' || profile.id === '') add(`id: ${show(profile.id)} is not a name`);
  add(unknownCode('country', profile.country, taxonomy.countries, 'country'));
  if (profile.side !== null && !sides.includes(profile.side)) {
    add(`side: ${show(profile.side)} is not one of ${sides.join(', ')}`);
  }
  profile.sectors.forEach((code, i) => add(unknownCode(`sectors[${i}]`, code, taxonomy.sectors, 'sector')));

  const offered = new Set<string>();
  profile.offers.forEach(({ capability, strength }, i) => {
    add(capabilityFault(`offers[${i}].capability`, capability, taxonomy, offered));
    add(hundredthsFault(`offers[${i}].strength`, strength, 0.01));
  });
  const needed = new Set<string>();
  profile.needs.forEach(({ capability, priority }, i) => {
    add(capabilityFault(`needs[${i}].capability`, capability, taxonomy, needed));
    add(hundredthsFault(`needs[${i}].priority`, priority, 0.01));
  });

  profile.markets.forEach((code, i) =>
    add(unknownCode(`markets[${i}]`, code, taxonomy.places.indexOf, 'country, region or "any"')),
  );
  profile.modes.forEach((code, i) => add(unknownCode(`modes[${i}]`, code, taxonomy.modes, 'cooperation mode')));
  profile.languages.forEach(({ tag, level }, i) => {
    if (!languageTag.test(tag)) add(`languages[${i}].tag: ${show(tag)} is not a BCP 47 language tag`);
    add(hundredthsFault(`languages[${i}].level`, level, 0.01));
  });
  if (profile.size !== null && ![0, 1, 2, 3, 4].includes(profile.size)) {
    add(`size: ${show(profile.size)} is not a whole number from 0 to 4`);
  }
  profile.blocks.countries.forEach((code, i) =>
    add(unknownCode(`blocks.countries[${i}]`, code, taxonomy.countries, 'country')),
  );
  return faults;
}

function unknownCode(place: string, code: string, known: ReadonlyMap<string, number>, kind: string): string | null {
  return known.has(code) ? null : `${place}: ${show(code)} is not a ${kind} of the taxonomy`;
}

function capabilityFault(place: string, code: string, taxonomy: CompiledTaxonomy, seen: Set<string>): string | null {
  if (seen.has(code)) return `${place}: ${show(code)} is listed twice`;
  seen.add(code);
  return unknownCode(place, code, taxonomy.capabilities, 'capability');
}
