import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Environment } from './environment.js';
import { readApiConfig, readWorkerConfig } from './service-config.js';
import { readMigrateConfig } from './start-config.js';

const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8');
const compose = read('docker-compose.yml');

/** The lines below a key of the file, as long as they are indented more than the key; the file is written in one way. */
function below(text: string, key: RegExp): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => key.test(line));
  if (first < 0) throw new Error(`docker-compose.yml has no line ${key}`);
  const depth = (line: string): number => line.search(/\S/);
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[first]!));
  return rest.slice(0, end < 0 ? rest.length : end).join('\n');
}

/** What a service is given, by variable: the text of the file, and null for what is passed on where it is set. */
function environmentOf(service: string): Map<string, string | null> {
  const own = below(below(compose, new RegExp(`^  ${service}:$`)), /^ {4}environment:$/);
  const shared = own.includes('<<: *service-environment') ? below(compose, /^x-service-environment:$/) : '';
  const entries = [...`${shared}\n${own}`.matchAll(/^ +([A-Z_]+):(?: (.*))?$/gm)];
  return new Map(entries.map(([, name, value]) => [name!, value ?? null]));
}

const secret = 'x'.repeat(32);

/** The environment of a container when everything that must be set is set, and nothing else. */
function containerOf(service: string): Record<string, string> {
  const anchors = new Map([...compose.matchAll(/&([\w-]+) (\S.*)$/gm)].map(([, name, value]) => [name!, value!]));
  const given = [...environmentOf(service)].flatMap(([name, text]) => {
    if (text === null) return [];
    const value = (text.startsWith('*') ? anchors.get(text.slice(1))! : text).replace(/^&\S+ /, '');
    const asked: Record<string, string> = {
      TREFOIL_SMTP_URL: 'smtp://user:password@mail.example',
      TREFOIL_MAIL_FROM: 'Forum office <office@forum.example>',
      TREFOIL_PUBLIC_URL: 'https://forum.example',
    };
    return [[name, value.replace(/\$\{(\w+):\?[^}]+\}/g, (_, variable: string) => asked[variable] ?? secret)] as const];
  });
  const image = [...read('Dockerfile').matchAll(/^ENV (.*)$/gm)].flatMap(([, line]) => line!.split(' '));
  return Object.fromEntries([...image.map((one) => one.split('=') as [string, string]), ...given]);
}

/** The names that `readConfig` looks at. */
function namesRead(readConfig: (env: Environment) => unknown, env: Environment): string[] {
  const names = new Set<string>();
  const watched = new Proxy(env, {
    get(target, name: string) {
      names.add(name);
      return target[name];
    },
  });
  readConfig(watched);
  return [...names];
}

const services: [string, (env: Environment) => unknown][] = [
  ['api', readApiConfig],
  ['worker', readWorkerConfig],
  ['migrate', readMigrateConfig],
];

describe('docker-compose.yml', () => {
  it.each(services)('gives %s all that it must have, and passes on all else that it reads', (service, readConfig) => {
    const env = containerOf(service);
    const passed = [...environmentOf(service).keys(), ...Object.keys(env)];
    // The sample belongs to `npm start`.
    const wanted = namesRead(readConfig, env).filter((name) => name !== 'TREFOIL_SAMPLE');
    expect(wanted.filter((name) => !passed.includes(name))).toEqual([]);
  });

  it.each(services)('gives %s nothing that it does not read', (service, readConfig) => {
    const wanted = namesRead(readConfig, containerOf(service));
    expect([...environmentOf(service).keys()].filter((name) => !wanted.includes(name))).toEqual([]);
  });

  it('has no secret of its own: each must be set', () => {
    const values = [...compose.matchAll(/\$\{(\w*(?:PASSWORD|KEY|SECRET|URL))(:?\?)?/g)];
    expect(values.length).toBeGreaterThan(8);
    expect(values.filter(([, , isAsked]) => isAsked !== ':?')).toEqual([]);
    expect(compose).not.toMatch(/(?:PASSWORD|KEY|SECRET): +(?!\$\{)\S/);
  });
});
