interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
}

const known = new Set(
  '$ref $defs $schema title description type enum anyOf required properties additionalProperties items minItems maxItems minLength pattern minimum exclusiveMinimum'.split(
    ' ',
  ),
);

/**
 * Where a value differs from a JSON Schema (2020-12), as paths; empty when it fits.
 * @throws Error for a keyword that this reader does not know, so that no rule of a schema is passed over
 */
export function differencesFrom(root: object, value: unknown): string[] {
  const differences: string[] = [];
  const visit = (schema: Schema, at: unknown, path: string): void => {
    for (const keyword of Object.keys(schema)) if (!known.has(keyword)) throw new Error(`unknown keyword ${keyword}`);
    if (schema.$ref) return visit((root as Schema).$defs![schema.$ref.replace('#/$defs/', '')]!, at, path);
    if (
      schema.anyOf &&
      !schema.anyOf.some((one) => differencesFrom({ $defs: (root as Schema).$defs, ...one }, at).length === 0)
    ) {
      differences.push(path);
    }
    if (!fits(schema, at)) differences.push(path);
    if (Array.isArray(at) && schema.items) at.forEach((item, index) => visit(schema.items!, item, `${path}[${index}]`));
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return;
    for (const key of schema.required ?? []) if (!(key in at)) differences.push(`${path}.${key}`);
    for (const [key, item] of Object.entries(at)) {
      const own = schema.properties?.[key] ?? schema.additionalProperties;
      if (own === false) differences.push(`${path}.${key}`);
      else if (typeof own === 'object') visit(own, item, `${path}.${key}`);
    }
  };
  visit(root, value, '');
  return differences;
}

function fits(schema: Schema, value: unknown): boolean {
  const { type, minItems = 0, maxItems = Infinity, minLength = 0, pattern, minimum, exclusiveMinimum } = schema;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (type && !isOfType(type, value)) return false;
  if (Array.isArray(value)) return value.length >= minItems && value.length <= maxItems;
  if (typeof value === 'string') return value.length >= minLength && (!pattern || new RegExp(pattern).test(value));
  if (typeof value === 'number') return !(value < (minimum ?? -Infinity)) && value > (exclusiveMinimum ?? -Infinity);
  return true;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
