import { parseArgs } from 'node:util';
import { UsageFault } from './usage-fault.js';

/**
 * The values of `--name VALUE` arguments.
 *
 * @throws UsageFault for a name that is not one of `names`, a value that is missing, or a name given twice
 */
export function readOptions<Name extends string>(
  given: readonly string[],
  names: readonly Name[],
  usage: string,
): Map<Name, string> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...given], options, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<Name, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const text = token.kind === 'option' ? token.rawName : token.value;
    const name = token.kind === 'option' ? names.find((known) => known === token.name) : undefined;
    if (name === undefined) throw new UsageFault(`${JSON.stringify(text)}: not an argument; use ${usage}`);
    if (token.kind !== 'option' || !token.value) throw new UsageFault(`--${name}: a value is missing; use ${usage}`);
    if (values.has(name)) throw new UsageFault(`--${name}: given twice`);
    values.set(name, token.value);
  }
  return values;
}

/** @throws UsageFault when the option is missing */
export function requireOption<Name extends string>(
  values: ReadonlyMap<Name, string>,
  name: Name,
  usage: string,
): string {
  const value = values.get(name);
  if (value === undefined) throw new UsageFault(`--${name}: missing; use ${usage}`);
  return value;
}

/** @throws UsageFault when the text is not a number in that range */
export function readNumber(
  name: string,
  text: string,
  { least, most, isWhole }: { least: number; most: number; isWhole: boolean },
): number {
  const isNumber = (isWhole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(text);
  if (isNumber && Number(text) >= least && Number(text) <= most) return Number(text);
  const kind = isWhole ? 'a whole number' : 'a number';
  throw new UsageFault(`--${name}: ${JSON.stringify(text)} is not ${kind} from ${least} to ${most}`);
}
