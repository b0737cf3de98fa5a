import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { processIdentity } from './process-identity.js';

interface ClaimRecord {
  pid: number;
  /** Of the process `pid`, so that a stranger which got its number later is not taken for it. */
  identity: string;
  isReleased: boolean;
  note: string;
}

/** Another process works in the directory. */
export class DirectoryInUse extends Error {
  readonly code = 'DIRECTORY_IN_USE';

  constructor(
    readonly directory: string,
    readonly pid: number,
    /** What the other process wants to be known about it; empty while it starts. */
    readonly note: string,
  ) {
    super(`Process ${pid} works in ${directory}.`);
    this.name = 'DirectoryInUse';
  }
}

/**
 * The right to be the only one who works in a directory. It ends with `release()`, or with the process, however that
 * ends: the next to claim sees that its holder is gone.
 *
 * A claim is a numbered file, and who creates the next number holds the directory. The highest number is never deleted,
 * so two processes that find the same dead holder cannot both follow it. Not for directories shared between machines.
 */
export class DirectoryClaim {
  private constructor(
    private readonly directory: string,
    private readonly file: string,
    private readonly record: ClaimRecord,
  ) {}

  /** @throws DirectoryInUse when a living process, which may be this one, holds the directory */
  static async take(directory: string): Promise<DirectoryClaim> {
    const identity = (await processIdentity(process.pid))!;
    const record = { pid: process.pid, identity, isReleased: false, note: '' };
    for (;;) {
      const numbers = await listNumbers(directory);
      const last = Math.max(0, ...numbers);
      if (last > 0) await refuseIfHeld(directory, last);
      const claim = new DirectoryClaim(directory, claimFile(directory, last + 1), record);
      if (!(await claim.create())) continue;
      for (const number of numbers) await fs.rm(claimFile(directory, number), { force: true });
      return claim;
    }
  }

  /** Tells those who find the directory in use, for example where the service answers. */
  async announce(note: string): Promise<void> {
    this.record.note = note;
    await fs.rename(await this.writeAside(), this.file);
  }

  async release(): Promise<void> {
    this.record.isReleased = true;
    await fs.rename(await this.writeAside(), this.file);
  }

  /** False when another process was first. The file is whole from the moment it has its name. */
  private async create(): Promise<boolean> {
    const aside = await this.writeAside();
    try {
      await fs.link(aside, this.file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await fs.rm(aside);
    }
  }

  private async writeAside(): Promise<string> {
    const aside = path.join(this.directory, `claim-${randomUUID()}.new`);
    await fs.writeFile(aside, JSON.stringify(this.record));
    return aside;
  }
}

const claimFile = (directory: string, number: number): string => path.join(directory, `claim.${number}`);

async function listNumbers(directory: string): Promise<number[]> {
  const names = await fs.readdir(directory);
  return names.flatMap((name) => /^claim\.(\d+)$/.exec(name)?.[1] ?? []).map(Number);
}

async function refuseIfHeld(directory: string, number: number): Promise<void> {
  const text = await fs.readFile(claimFile(directory, number), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null; // its follower has tidied it away; creating our number will tell
    throw error;
  });
  if (text === null) return;
  const record = JSON.parse(text) as ClaimRecord;
  if (record.isReleased || (await processIdentity(record.pid)) !== record.identity) return;
  throw new DirectoryInUse(directory, record.pid, record.note);
}
