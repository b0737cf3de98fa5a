import { parseArgs } from 'node:util';
import { InputFaults } from '#matching/input-faults';

/** An argument of a command. Unless it is a flag it has a value, which lies in `range` where it is a whole number. */
export interface Argument {
  name: string;
  isRequired?: boolean;
  /** Has no value: it is given or it is not. */
  isFlag?: boolean;
  /** Says something about another argument alone, without which it is refused. */
  belongsTo?: string;
  range?: readonly [least: number, most: number];
}

/**
 * The values of a command's arguments by name; of a flag that is given, the empty text.
 *
 * @param usage the command's arguments as its manual shows them
 * @throws InputFaults for what is missing, unknown, given twice, out of range, or given without what it belongs to
 */
export function readArguments(
  given: readonly string[],
  known: readonly Argument[],
  usage: string,
): Map<string, string> {
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(
      known.map(({ name, isFlag }) => [name, { type: isFlag ? 'boolean' : 'string' }] as const),
    ),
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
      const { value } = token;
      if (argument.isFlag && value !== undefined)
        faults.push(`--${argument.name}: takes no value, ${JSON.stringify(value)} is given`);
      else if (!argument.isFlag && !value) faults.push(`--${argument.name}: a value is missing`);
      else values.set(argument.name, value ?? '');
    }
  }
  for (const { name, isRequired, belongsTo, range } of known) {
    if (isRequired && !named.has(name)) faults.push(`--${name}: missing; use ${usage}`);
    if (belongsTo && named.has(name) && !named.has(belongsTo)) faults.push(`--${name}: only with --${belongsTo}`);
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
