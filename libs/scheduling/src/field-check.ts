import { parseInstant } from './instant.js';

type Fields = Record<string, unknown>;

/** Collects the faults of a JSON value, each with the path to the field that has it. */
export class FieldCheck {
  readonly faults: string[] = [];

  fault(path: string, value: unknown, what: string): void {
    this.faults.push(`${path || 'problem'}: ${show(value)} ${what}`);
  }

  /** The object, or null with a fault; a field that is not `known` is a fault too. */
  object(path: string, value: unknown, known: string[]): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path, value, 'is not an object');
      return null;
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      // A key that is no word could break the line of a fault.
      const name = /^\w+$/.test(key) ? key : JSON.stringify(key);
      this.faults.push(
        `${path === '' ? '' : `${path}.`}${name}: this field is not known; known are ${known.join(', ')}`,
      );
    }
    return value as Fields;
  }

  /** The list, or an empty one with a fault. */
  list(path: string, value: unknown): unknown[] {
    if (Array.isArray(value)) return value as unknown[];
    this.fault(path, value, 'is not a list');
    return [];
  }

  text(path: string, value: unknown): void {
    if (typeof value !== 'string' || value === '') this.fault(path, value, 'is not a text of at least one character');
  }

  bool(path: string, value: unknown): void {
    if (typeof value !== 'boolean') this.fault(path, value, 'is neither true nor false');
  }

  wholeFrom(least: number, path: string, value: unknown): void {
    if (!Number.isSafeInteger(value) || (value as number) < least) {
      this.fault(path, value, `is not a whole number from ${least}`);
    }
  }

  /** Both are instants and the first comes before the second. */
  ordered(startPath: string, start: unknown, endPath: string, end: unknown): void {
    const from = this.instant(startPath, start);
    const to = this.instant(endPath, end);
    if (from >= to) this.fault(endPath, end, `is not after ${JSON.stringify(start)}`);
  }

  intervals(path: string, value: unknown): void {
    this.list(path, value).forEach((interval, index) => {
      const at = `${path}[${index}]`;
      if (Array.isArray(interval) && interval.length === 2) {
        this.ordered(`${at}[0]`, interval[0], `${at}[1]`, interval[1]);
      } else this.fault(at, interval, 'is not a pair of start and end');
    });
  }

  /** A different id at each place of the list, each among the `known`. */
  references(path: string, value: unknown, known: Set<unknown>, what: string): unknown[] {
    const ids = this.list(path, value);
    ids.forEach((id, index) => {
      if (!known.has(id)) this.fault(`${path}[${index}]`, id, `is not the id of a ${what}`);
      if (ids.indexOf(id) < index) this.fault(`${path}[${index}]`, id, 'is listed twice');
    });
    return ids;
  }

  reference(path: string, value: unknown, known: Set<unknown>, what: string): void {
    if (!known.has(value)) this.fault(path, value, `is not the id of a ${what}`);
  }

  private instant(path: string, value: unknown): number {
    const instant = parseInstant(value);
    if (Number.isNaN(instant)) this.fault(path, value, 'is not an instant in ISO 8601 with offset');
    return instant;
  }
}

/** The value as a fault shows it; long ones are cut. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
