import { canonicalText, isPrintable, printableTexts, type InputFault } from '#domain';

/** Fields and arguments that people write paragraphs into; every other text is one line. */
const fieldsWithLines = new Set([
  'bannerEn',
  'bannerZh',
  'comment',
  'description',
  'message',
  'note',
  'reason',
  'text',
  'theme',
]);

/** What was given, every text of it in canonical form, and the faults of those that cannot be. */
export interface CanonicalInput {
  value: unknown;
  faults: InputFault[];
}

/**
 * Brings every text of an input into its canonical form, however deep it stands. Plain objects and lists are walked, anything else
 * (a date, say) stays as it is.
 *
 * @param name of the argument; the name of a field where it is one
 */
export function canonicalInput(value: unknown, name: string): CanonicalInput {
  const faults: InputFault[] = [];
  const walk = (part: unknown, path: string, field: string): unknown => {
    if (typeof part === 'string') {
      const text = canonicalText(part);
      const lines = { hasLines: fieldsWithLines.has(field) };
      if (!isPrintable(text, lines)) faults.push({ field: path, allowed: printableTexts(lines) });
      return text;
    }
    if (Array.isArray(part)) return part.map((item, i) => walk(item, `${path}[${i}]`, field));
    if (!isPlainObject(part)) return part;
    const entries = Object.entries(part).map(([key, item]) => [
      key,
      walk(item, path === '' ? key : `${path}.${key}`, key),
    ]);
    return Object.fromEntries(entries) as unknown;
  };
  // The fields of an input are named without the argument that it stands in, as where they are validated.
  const root = isPlainObject(value) ? '' : name;
  return { value: walk(value, root, name), faults };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
