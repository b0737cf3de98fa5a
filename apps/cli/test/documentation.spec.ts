import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMigrateConfig, readStartConfig, readWorkerConfig } from '#config';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Every file of the project by its path from the root, folders too. */
const files = new Set(
  ['apps', 'libs', 'docs', 'tools'].flatMap((folder) => [
    folder,
    ...readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll(path.sep, '/')),
    ),
  ]),
);
for (const name of readdirSync(root)) files.add(name);
const baseNames = new Set([...files].map((file) => path.posix.basename(file)));
const documents = [...files].filter((file) => file.endsWith('.md'));
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** What `find` gives for each document and is not so, with its document. */
function untrueIn(find: (text: string, document: string) => string[]): string[] {
  return documents.flatMap((document) => find(read(document), document).map((what) => `${document}: ${what}`));
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);

/** Every variable that a start, a worker and a migration on servers look at. */
function configuredVariables(): Set<string> {
  const names = new Set<string>();
  const given: Record<string, string> = {
    DATABASE_URL: 'postgres://trefoil_app:password@db.example/trefoil',
    TREFOIL_ACCESS_TOKEN_KEY: 'k'.repeat(32),
    TREFOIL_SERVER_KEY: 's'.repeat(32),
  };
  const env = new Proxy(given, {
    get(target, name: string) {
      names.add(name);
      return target[name];
    },
  });
  readStartConfig(env);
  readWorkerConfig(env);
  readMigrateConfig(env);
  return names;
}

describe('the documentation', () => {
  it('has documents to look at', () => {
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/limits.md', 'libs/scheduling/README.md']),
    );
  });

  it('names only npm scripts that there are', () => {
    const named = [...Object.keys(scripts), ...Object.keys(scripts).map((name) => `${name.split(':')[0]}:…`)];
    const untrue = untrueIn((text) =>
      [/npm run (?:--silent |-s )?([a-z][\w-]*(?::[\w-]+|:…)?)/g, /npm (start|test)\b/g]
        .flatMap((pattern) => matches(text, pattern))
        .filter((name) => !named.includes(name)),
    );
    expect(untrue).toEqual([]);
  });

  it('names only files that there are', () => {
    const isThere = (document: string, name: string): boolean => {
      const built = name.replace(/^dist\/(.*)\.js$/, '$1.ts');
      // Jest takes the beginning of a path, too.
      const isBeginning = !path.posix.basename(name).includes('.') && [...files].some((file) => file.startsWith(name));
      return isBeginning || [built, path.posix.join(path.posix.dirname(document), name)].some((one) => files.has(one));
    };
    const untrue = untrueIn((text, document) => [
      ...matches(text, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g)
        .filter((link) => !link.includes(':'))
        .filter((link) => !files.has(path.posix.join(path.posix.dirname(document), link).replace(/\/$/, ''))),
      // Not: patterns, parts of web addresses, and what lies beside the checkout.
      ...matches(text, /(?<![\w./-])((?:apps|libs|docs|tools|dist|src|test)\/[\w./-]*\w)(?![\w*…<]|\/[\w*…<])/g).filter(
        (name) => !isThere(document, name),
      ),
      ...matches(text, /(?<![\w./*-])([\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|cjs))(?!\w)/g).filter(
        (name) => !baseNames.has(name),
      ),
    ]);
    expect(untrue).toEqual([]);
  });

  it('names only variables that are looked at, and each of these where an operator looks', () => {
    const configured = configuredVariables();
    const untrue = untrueIn((text) =>
      matches(text, /(TREFOIL_[A-Z_]*…?)/g).filter((name) =>
        name.endsWith('…') ? ![...configured].some((one) => one.startsWith(name.slice(0, -1))) : !configured.has(name),
      ),
    );
    expect(untrue).toEqual([]);

    const rows = ['README.md', 'docs/limits.md', 'docs/privacy.md'].flatMap((document) =>
      matches(read(document), /^\| (`[A-Z].*?) \|/gm),
    );
    const explained = new Set(rows.flatMap((row) => matches(row, /`([A-Z_]+)`/g)));
    expect([...configured].filter((name) => !explained.has(name))).toEqual([]);
  });
});
