/** Elements under each of their keys, both in order. */
export function groupBy<T, K>(list: readonly T[], keysOf: (element: T) => readonly K[]): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const element of list) {
    for (const key of keysOf(element)) {
      const group = groups.get(key);
      if (group) group.push(element);
      else groups.set(key, [element]);
    }
  }
  return groups;
}
