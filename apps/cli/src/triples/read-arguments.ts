import { parseArgs } from 'node:util';
import { InputFaults } from '#matching';

export interface TriplesArguments {
  directoryFile: string;
  /** Null: the default weights. */
  weightsFile: string | null;
  /** Id of the asking company. */
  company: string;
  /** How many triples at most, 1 to 1,000. */
  top: number;
}

const names = ['directory', 'company', 'top', 'weights'] as const;
type Name = (typeof names)[number];

const usage = '--directory FILE.json --company ID --top K [--weights FILE.json]';

/** @throws InputFaults for what is missing, unknown, given twice or out of range */
export function readArguments(given: readonly string[]): TriplesArguments {
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const faults: string[] = [];
  const values = new Map<Name, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`${JSON.stringify(token.value)}: not an argument; use ${usage}`);
    if (token.kind !== 'option') continue;
    const name = names.find((known) => known === token.name);
    if (name === undefined) faults.push(`${JSON.stringify(token.rawName)}: not an argument; use ${usage}`);
    else if (token.value === undefined || token.value === '') faults.push(`--${name}: a value is missing`);
    else if (values.has(name)) faults.push(`--${name}: given twice`);
    else values.set(name, token.value);
  }
  for (const name of ['directory', 'company', 'top'] as const) {
    const isNamed = values.has(name) || faults.some((fault) => fault.startsWith(`--${name}:`));
    if (!isNamed) faults.push(`--${name}: missing; use ${usage}`);
  }
  const top = values.get('top') ?? '1';
  const isWhole = /^[0-9]+$/.test(top) && Number(top) >= 1 && Number(top) <= 1000;
  if (!isWhole) faults.push(`--top: ${JSON.stringify(top)} is not a whole number from 1 to 1000`);
  if (faults.length > 0) throw new InputFaults(faults);
  return {
    directoryFile: values.get('directory')!,
    weightsFile: values.get('weights') ?? null,
    company: values.get('company')!,
    top: Number(top),
  };
}
