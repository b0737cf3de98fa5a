/**
 * Writes the optional packages of other platforms back into package-lock.json.
 *
 * npm leaves out of the lockfile what a registry does not serve, and `npm ci` then says that lockfile and manifests disagree. Each such package is
 * written with the version its parent asks for, and with the platform its name tells, so that `npm ci` passes and skips it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const platforms = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** Whether `name` is found from the package at `from`, looking upwards as Node does. */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const os = platforms.filter((platform) => words.includes(platform) || (platform === 'win32' && words.includes('windows')));
  const exact = processors.filter((processor) => words.includes(processor));
  const cpu = exact.length > 0 ? exact : words.some((word) => word.startsWith('arm')) ? ['arm'] : [];
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }) };
}

let added = 0;
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(parent, name)) continue;
    const version = range.replace(/^[\^~>=v ]+/, '').split(' ')[0];
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev && { dev: true }), optional: true, ...platformOf(name) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages written back`);
