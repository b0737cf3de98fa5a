import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { addressMatcher, limitVariables, readSurfaceConfig } from './surface-config.js';
import { readStartConfig } from './start-config.js';

const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the configuration of the surface', () => {
  it('is closed where nobody opens it', () => {
    expect(readSurfaceConfig({})).toMatchObject({
      trustedProxies: [],
      corsOrigins: [],
      hasIntrospection: true,
      hasGraphiql: true,
      hasPersistedQueries: false,
    });
  });

  it('reads every limit, within its range alone', () => {
    for (const [name, { variable, min, max, default: otherwise }] of Object.entries(limitVariables)) {
      const limitOf = (env: Record<string, string>) => readSurfaceConfig(env).limits[name as 'maxDepth'];
      expect([limitOf({}), limitOf({ [variable]: `${min}` }), limitOf({ [variable]: `${max}` })]).toEqual([
        otherwise,
        min,
        max,
      ]);
      for (const value of [min - 1, max + 1]) {
        expect(faultsOf(() => limitOf({ [variable]: `${value}` }))).toEqual([
          `${variable}: "${value}" is not a whole number from ${min} to ${max}`,
        ]);
      }
    }
  });

  it('takes lists of proxies and origins, and names each item that is none', () => {
    const env = {
      TREFOIL_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1,2001:db8::/32',
      TREFOIL_CORS_ORIGINS: 'https://console.example,http://localhost:5173',
    };
    expect(readSurfaceConfig(env)).toMatchObject({
      trustedProxies: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'],
      corsOrigins: ['https://console.example', 'http://localhost:5173'],
    });
    const wrong = {
      TREFOIL_TRUSTED_PROXIES: '10.0.0.0/33,proxy.example,1.2.3.4/8/8',
      TREFOIL_CORS_ORIGINS: '*,https://console.example/,http://console.example,null,HTTPS://console.example',
    };
    expect(faultsOf(() => readSurfaceConfig(wrong)).map((fault) => /"(.*?)"/.exec(fault)![1])).toEqual([
      '10.0.0.0/33',
      'proxy.example',
      '1.2.3.4/8/8',
      '*',
      'https://console.example/',
      'http://console.example',
      'null',
      'HTTPS://console.example',
    ]);
  });

  it('has no GraphiQL without introspection, unless it is asked for', () => {
    expect(readSurfaceConfig({ TREFOIL_INTROSPECTION: '0' }).hasGraphiql).toBe(false);
    expect(readSurfaceConfig({ TREFOIL_INTROSPECTION: '0', TREFOIL_GRAPHIQL: '1' }).hasGraphiql).toBe(true);
  });

  it('is checked by the start, also of an installation that brings its database along', () => {
    expect(faultsOf(() => readStartConfig({ TREFOIL_MAX_DEPTH: '0' }))).toEqual([
      'TREFOIL_MAX_DEPTH: "0" is not a whole number from 4 to 50',
    ]);
  });

  it('stands in docs/limits.md with its ranges and defaults', () => {
    const file = path.resolve(import.meta.dirname, '../../../docs/limits.md');
    const rows = fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `TREFOIL_'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const told = rows
      .filter((cells) => /^\d/.test(cells[2]!))
      .map(([, variable, otherwise, range]) => [variable, otherwise, range].join(' '));
    const number = (value: number): string => value.toLocaleString('en');
    expect(told).toEqual(
      Object.values(limitVariables).map(
        ({ variable, min, max, default: otherwise }) =>
          `\`${variable}\` ${number(otherwise)} ${number(min)} to ${number(max)}`,
      ),
    );
  });
});

describe('matching addresses', () => {
  it('knows single addresses, ranges, and IPv4 that comes as IPv6', () => {
    const matches = addressMatcher(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
    const inside = ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.1', '2001:db8::7'];
    const outside = ['11.0.0.1', '192.0.2.2', '2001:db9::1', 'unknown', ''];
    expect([...inside, ...outside].map(matches)).toEqual([...inside.map(() => true), ...outside.map(() => false)]);
  });
});
