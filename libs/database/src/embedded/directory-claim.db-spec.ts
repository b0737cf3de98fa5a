import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryClaim, DirectoryInUse } from './directory-claim.js';
import { processIdentity } from './process-identity.js';

describe('the claim on a directory', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-claim-'));
  });
  afterEach(() => fs.rm(directory, { recursive: true }));

  /** What a process that was killed has left behind. */
  async function leaveClaim(pid: number, identity: string): Promise<void> {
    const record = { pid, identity, isReleased: false, note: 'http://localhost:3000' };
    await fs.writeFile(path.join(directory, 'claim.7'), JSON.stringify(record));
  }

  it('goes to exactly one of many who take it at once, and the others hear from whom', async () => {
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => DirectoryClaim.take(directory)));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals) expect(refusal).toStrictEqual(new DirectoryInUse(directory, process.pid, ''));
  });

  it('goes to exactly one of many who find a dead holder', async () => {
    const child = spawn(process.execPath, ['--eval', '']);
    const identity = (await processIdentity(child.pid!))!;
    await once(child, 'exit');
    await leaveClaim(child.pid!, identity);

    const results = await Promise.allSettled(Array.from({ length: 50 }, () => DirectoryClaim.take(directory)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await fs.readdir(directory)).toStrictEqual(['claim.8']);
  });

  it('is not kept by a stranger who got the number of its holder', async () => {
    await leaveClaim(process.pid, 'an earlier boot');
    await expect(DirectoryClaim.take(directory)).resolves.toBeInstanceOf(DirectoryClaim);
  });

  it('tells the others what its holder announces, and can be taken again once released', async () => {
    const claim = await DirectoryClaim.take(directory);
    await claim.announce('http://localhost:3000');
    await expect(DirectoryClaim.take(directory)).rejects.toMatchObject({ note: 'http://localhost:3000' });
    await claim.release();
    await (await DirectoryClaim.take(directory)).release();
  });
});
