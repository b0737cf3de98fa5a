import { readFile } from 'node:fs/promises';

/** Megabytes of memory that a process holds (`VmRSS`: now, `VmHWM`: at its peak); null where there is no /proc. */
export async function residentMegabytes(pid: number, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
