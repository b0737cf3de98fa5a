import { register } from 'node:module';

// node --import ./tools/typescript.mjs --conditions=development FILE.ts: runs the sources without a build.
register('./typescript-hooks.mjs', import.meta.url);
