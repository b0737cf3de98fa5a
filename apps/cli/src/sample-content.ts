import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import pg from 'pg';
import { SampleLoader, sampleSignIns } from '#domain';
import { withDomain } from './domain-session.js';
import type { Installation } from './installation.js';

/** What an installation with the sample keeps in its data directory. */
interface SampleFile {
  /** By e-mail. */
  passwords: Record<string, string>;
  isLoaded: boolean;
}

export interface PrintedSignIn {
  email: string;
  password: string;
  displayName: string;
}

/**
 * Loads the sample forum once, and gives its sign-ins at every start. An installation that already holds other accounts,
 * such as a restored one, is left as it is.
 *
 * @returns null where there is no sample
 */
export async function ensureSample(installation: Installation, dataDirectory: string): Promise<PrintedSignIn[] | null> {
  const file = path.join(dataDirectory, 'sample.json');
  let sample = await readSampleFile(file);
  if (!sample && (await hasAccounts(installation.databaseUrl))) return null;
  if (!sample) {
    // Kept before it is used: a load that is killed goes on with the same passwords.
    sample = {
      passwords: Object.fromEntries(sampleSignIns.map(({ email }) => [email, drawPassword()])),
      isLoaded: false,
    };
    await writeSampleFile(file, sample);
  }
  if (!sample.isLoaded) {
    const passwords = new Map(Object.entries(sample.passwords));
    await withDomain(installation, (services) => services.get(SampleLoader).load(passwords, new Date()));
    await writeSampleFile(file, { ...sample, isLoaded: true });
  }
  const { passwords } = sample;
  return sampleSignIns.map(({ email, displayName }) => ({ email, displayName, password: passwords[email]! }));
}

export async function hasAccounts(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM account LIMIT 1');
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

async function readSampleFile(file: string): Promise<SampleFile | null> {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8')) as SampleFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside, so that a kill in the middle leaves no half of it; readable by its owner only. */
async function writeSampleFile(file: string, sample: SampleFile): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(`${file}.new`, JSON.stringify(sample, null, 2), { mode: 0o600 });
  await fs.rename(`${file}.new`, file);
}

/** 96 bits, short enough to be typed. */
const drawPassword = (): string => randomBytes(12).toString('base64url');
