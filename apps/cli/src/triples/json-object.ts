/** A place for faults, each `path: what is wrong and what is allowed`. */
export type AddFault = (path: string, fault: string) => void;

/** A value that came from outside, as a fault shows it; long ones are cut. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the known keys of one JSON object; whatever else it is or has becomes a fault. */
export class JsonObject {
  private readonly entries: Map<string, unknown>;
  private readonly isBroken: boolean;

  constructor(
    private readonly path: string,
    value: unknown,
    keys: readonly string[],
    private readonly addFault: AddFault,
  ) {
    this.isBroken = !isObject(value);
    this.entries = new Map(isObject(value) ? Object.entries(value) : []);
    if (this.isBroken) addFault(path, `${show(value)} is not an object`);
    for (const key of this.entries.keys()) {
      if (!keys.includes(key)) addFault(this.at(key), `not a key; the keys are ${keys.join(', ')}`);
    }
  }

  at(key: string): string {
    // A key that is no word could break the line of a fault.
    const name = /^\w+$/.test(key) ? key : JSON.stringify(key);
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  get(key: string): unknown {
    return this.entries.get(key);
  }

  text(key: string): string {
    const value = this.required(key);
    if (typeof value === 'string') return value;
    if (value !== undefined) this.addFault(this.at(key), `${show(value)} is not text`);
    return '';
  }

  number(key: string): number {
    const value = this.required(key);
    if (typeof value === 'number') return value;
    if (value !== undefined) this.addFault(this.at(key), `${show(value)} is not a number`);
    return 1;
  }

  /** Empty when the key is absent. */
  list<T>(key: string, read: (value: unknown, path: string) => T): T[] {
    const value = this.get(key);
    if (Array.isArray(value)) return value.map((item, index) => read(item, `${this.at(key)}[${index}]`));
    if (this.has(key)) this.addFault(this.at(key), `${show(value)} is not a list`);
    return [];
  }

  texts(key: string): string[] {
    return this.list(key, (value, path) => {
      if (typeof value === 'string') return value;
      this.addFault(path, `${show(value)} is not text`);
      return '';
    });
  }

  private required(key: string): unknown {
    if (!this.isBroken && !this.has(key)) this.addFault(this.at(key), 'missing');
    return this.get(key);
  }
}
