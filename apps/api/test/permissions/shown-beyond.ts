/** A place in an answer where something stands that does not stand in another. */
export interface ShownBeyond {
  /** `Type.field` where the answers part. */
  field: string;
  /** From the top down, such as `company.file`. */
  path: string;
}

/** What the `more` of two answers to one question shows and `less` does not: another value, or any in place of null. */
export function shownBeyond(less: unknown, more: unknown, field = '', path = ''): ShownBeyond[] {
  if (more === null || more === undefined) return [];
  const isObject = typeof more === 'object' && typeof less === 'object' && less !== null;
  if (!isObject) return Object.is(less, more) ? [] : [{ field, path }];
  const [under, over] = [less as Record<string, unknown>, more as Record<string, unknown>];
  const type = typeof over['__typename'] === 'string' ? over['__typename'] : null;
  return Object.entries(over).flatMap(([key, value]) =>
    shownBeyond(under[key], value, type === null ? field : `${type}.${key}`, path === '' ? key : `${path}.${key}`),
  );
}
