import { ConfigError } from './config-error.js';

/** Variables by name, as in `process.env`. An empty value counts as not set, as Docker Compose writes absent ones. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads single variables and collects what is wrong with them, so that all faults can be told at once. */
export class EnvironmentReader {
  private readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value ? value : undefined;
  }

  integer(name: string, range: { min: number; max: number }, otherwise: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= range.min && number <= range.max) return number;
    this.fault(name, `"${value}" is not a whole number from ${range.min} to ${range.max}`);
    return otherwise;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const match = allowed.find((one) => one === value);
    if (match === undefined) this.fault(name, `"${value}" is none of ${allowed.join(', ')}`);
    return match ?? otherwise;
  }

  /** A URL of one of `protocols`; with a host and, where `database` is asked for, the name of a database as its path. */
  url(name: string, protocols: readonly string[], { database }: { database: boolean }): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const shape = protocols.map((protocol) => `${protocol}//user:password@host:port${database ? '/database' : ''}`);
    // The value itself stays out of the message: it holds a password.
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const isComplete =
      url && protocols.includes(url.protocol) && url.hostname && (!database || url.pathname.length > 1);
    if (!isComplete) this.fault(name, `is not of the form ${shape.join(' or ')}`);
    return value;
  }

  /** A secret of at least `minBytes` bytes of UTF-8; its value is never part of a message. */
  secret(name: string, minBytes: number): string | undefined {
    const value = this.text(name);
    const bytes = Buffer.byteLength(value ?? '');
    if (value !== undefined && bytes < minBytes)
      this.fault(name, `has ${bytes} bytes, at least ${minBytes} are needed`);
    return value;
  }

  fault(name: string, problem: string): void {
    this.faults.push(`${name}: ${problem}`);
  }

  /** @throws ConfigError when any variable read so far was at fault */
  finish(): void {
    if (this.faults.length > 0) throw new ConfigError(this.faults);
  }
}
