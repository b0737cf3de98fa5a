import { fileURLToPath } from 'node:url';

/** Node's arguments for a process or thread of a test that runs TypeScript sources, without a build. */
export const fromSources = [
  '--import',
  fileURLToPath(new URL('../../../tools/typescript.mjs', import.meta.url)),
  '--conditions=development',
];
