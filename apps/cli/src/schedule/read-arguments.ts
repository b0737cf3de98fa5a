import { parseArgs } from 'node:util';
import { InputFaults } from '#matching/input-faults';

/** An argument with a value, and the whole numbers that it takes when it takes numbers. */
export interface Argument {
  name: string;
  isRequired?: boolean;
  range?: readonly [least: number, most: number];
}

/**
 * The values of a command's arguments by name.
 *
 * @param usage the command's arguments as its manual shows them
 * @throws InputFaults for what is missing, unknown, given twice or out of range
 */
export function readArguments(
  given: readonly string[],
  known: readonly Argument[],
  usage: string,
): Map<string, string> {
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(known.map(({ name }) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const faults: string[] = [];
  const values = new Map<string, string>();
  const named = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`${JSON.stringify(token.value)}: not an argument; use ${usage}`);
    if (token.kind !== 'option') continue;
    const argument = known.find(({ name }) => name === token.name);
    if (argument === undefined) faults.push(`${JSON.stringify(token.rawName)}: not an argument; use ${usage}`);
    else if (named.has(argument.name)) faults.push(`--${argument.name}: given twice`);
    else {
      named.add(argument.name);
      if (token.value === undefined || token.value === '') faults.push(`--${argument.name}: a value is missing`);
      else values.set(argument.name, token.value);
    }
  }
  for (const { name, isRequired, range } of known) {
    if (isRequired && !named.has(name)) faults.push(`--${name}: missing; use ${usage}`);
    const value = values.get(name);
    if (range && value !== undefined && !isWholeWithin(value, range)) {
      faults.push(`--${name}: ${JSON.stringify(value)} is not a whole number from ${range[0]} to ${range[1]}`);
    }
  }
  if (faults.length > 0) throw new InputFaults(faults);
  return values;
}

function isWholeWithin(value: string, [least, most]: readonly [number, number]): boolean {
  return /^-?[0-9]{1,16}$/.test(value) && Number(value) >= least && Number(value) <= most;
}
