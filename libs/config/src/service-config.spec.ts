import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { readApiConfig, readServiceConfig, readWorkerConfig } from './service-config.js';
import { readMigrateConfig, readStartConfig } from './start-config.js';
import { readSurfaceConfig } from './surface-config.js';

const databaseUrl = 'postgres://trefoil_app:pass-word@db.example:5432/trefoil';
const accessTokenKey = 'k'.repeat(32);
const serverKey = 's'.repeat(32);

/** The faults with which `read` refuses, none when it does not. */
function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the configuration of a service', () => {
  it('needs only a database and two keys, and keeps the queue on that database', () => {
    expect(
      readApiConfig({
        DATABASE_URL: databaseUrl,
        TREFOIL_ACCESS_TOKEN_KEY: accessTokenKey,
        TREFOIL_SERVER_KEY: serverKey,
      }),
    ).toStrictEqual({
      databaseUrl,
      queue: { backend: 'postgres', url: databaseUrl },
      logLevel: 'info',
      sample: false,
      maxPoolSize: 10,
      accessTokenKey,
      serverKey,
      hourlyMailsPerAddress: 20,
      http: { host: '127.0.0.1', port: 3000 },
      openId: null,
      surface: readSurfaceConfig({}),
    });
  });

  it('moves the queue to Redis where REDIS_URL is set', () => {
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: 'redis://queue.example:6379', TREFOIL_SERVER_KEY: serverKey };
    expect(readServiceConfig(env).queue).toStrictEqual({ backend: 'redis', url: 'redis://queue.example:6379' });
  });

  it('counts an empty variable as not set', () => {
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: '', LOG_LEVEL: ' ', TREFOIL_SERVER_KEY: serverKey };
    expect(readServiceConfig(env)).toMatchObject({ queue: { backend: 'postgres' }, logLevel: 'info' });
  });

  it('lists every fault at once', () => {
    const faults = faultsOf(() =>
      readApiConfig({
        DATABASE_URL: 'mysql://db.example/trefoil',
        REDIS_URL: 'queue.example',
        TREFOIL_ACCESS_TOKEN_KEY: 'short',
        TREFOIL_SERVER_KEY: 'short',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        TREFOIL_SAMPLE: 'yes',
        DATABASE_POOL_SIZE: '0',
      }),
    );
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toStrictEqual([
      'DATABASE_POOL_SIZE',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'REDIS_URL',
      'TREFOIL_ACCESS_TOKEN_KEY',
      'TREFOIL_SAMPLE',
      'TREFOIL_SERVER_KEY',
    ]);
    expect(faults).toContain('PORT: "70000" is not a whole number from 1 to 65535');
    expect(faults).toContain('TREFOIL_ACCESS_TOKEN_KEY: has 5 bytes, at least 32 are needed');
  });

  it('keeps what is over for as many days as the worker is told, within a range', () => {
    const env = { DATABASE_URL: databaseUrl, TREFOIL_SERVER_KEY: serverKey };
    expect(readWorkerConfig(env).retention).toMatchObject({ notifications: 365, exports: 0 });
    const kept = { ...env, TREFOIL_KEEP_NOTIFICATIONS_DAYS: '90' };
    expect(readWorkerConfig(kept).retention).toMatchObject({ notifications: 90, repeats: 30 });
    const wrong = { ...env, TREFOIL_KEEP_NOTIFICATIONS_DAYS: '0', TREFOIL_KEEP_JOBS_DAYS: 'ever' };
    expect(faultsOf(() => readWorkerConfig(wrong))).toStrictEqual([
      'TREFOIL_KEEP_NOTIFICATIONS_DAYS: "0" is not a whole number from 1 to 3650',
      'TREFOIL_KEEP_JOBS_DAYS: "ever" is not a whole number from 1 to 3650',
    ]);
  });

  it('measures the key in bytes, not in characters', () => {
    const env = { DATABASE_URL: databaseUrl, TREFOIL_ACCESS_TOKEN_KEY: '钥'.repeat(11), TREFOIL_SERVER_KEY: serverKey };
    expect(faultsOf(() => readApiConfig(env))).toStrictEqual([]);
  });

  it('never repeats a secret', () => {
    const env = {
      DATABASE_URL: 'postgres://trefoil:hunter2@db.example',
      REDIS_URL: 'http://:hunter2@queue.example',
      TREFOIL_ACCESS_TOKEN_KEY: 'hunter2',
      TREFOIL_SERVER_KEY: 'hunter2',
    };
    const faults = faultsOf(() => readApiConfig(env));
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).not.toContain('hunter2');
  });
});

describe('the configuration of the start', () => {
  it('is embedded when no server is named', () => {
    expect(readStartConfig({ TREFOIL_DATA_DIRECTORY: '/srv/trefoil', PORT: '8080' })).toStrictEqual({
      mode: 'embedded',
      dataDirectory: '/srv/trefoil',
      http: { host: '127.0.0.1', port: 8080 },
      mail: expect.objectContaining({ publicUrl: 'http://localhost:8080' }) as unknown,
      logLevel: 'info',
    });
  });

  it('uses the servers that are named, with the same role as owner unless another is given', () => {
    const env = {
      DATABASE_URL: databaseUrl,
      TREFOIL_ACCESS_TOKEN_KEY: accessTokenKey,
      TREFOIL_SERVER_KEY: serverKey,
    };
    expect(readStartConfig(env)).toMatchObject({ mode: 'server', ownerUrl: databaseUrl, queueBackend: 'postgres' });

    const ownerUrl = 'postgres://owner:secret@db.example/trefoil';
    const withOwner = { ...env, MIGRATION_DATABASE_URL: ownerUrl, REDIS_URL: 'rediss://queue.example' };
    expect(readStartConfig(withOwner)).toMatchObject({ ownerUrl, applicationUrl: databaseUrl, queueBackend: 'redis' });
  });

  it('refuses a queue without a database, and draws no key for a server', () => {
    expect(faultsOf(() => readStartConfig({ REDIS_URL: 'redis://queue.example' }))).toStrictEqual([
      'TREFOIL_ACCESS_TOKEN_KEY: is not set, a secret of at least 32 bytes is needed to sign access tokens',
      'DATABASE_URL: is not set, a service needs postgres://user:password@host:port/database',
      'TREFOIL_SERVER_KEY: is not set, a secret of at least 32 bytes is needed to encrypt what is secret',
    ]);
  });

  it('refuses before anything starts what a service would refuse', () => {
    const wrong = {
      DATABASE_POOL_SIZE: '0',
      TREFOIL_HOURLY_MAILS_PER_ADDRESS: '0',
      TREFOIL_KEEP_JOBS_DAYS: 'ever',
      TREFOIL_MAX_DEPTH: '1',
      TREFOIL_OPENID_ISSUER: 'http://id.example',
      TREFOIL_SMTP_TLS: 'never',
    };
    const onServer = {
      DATABASE_URL: databaseUrl,
      TREFOIL_ACCESS_TOKEN_KEY: accessTokenKey,
      TREFOIL_SERVER_KEY: serverKey,
    };
    for (const servers of [{}, onServer]) {
      const faults = faultsOf(() => readStartConfig({ ...servers, ...wrong }));
      expect([...new Set(faults.map((fault) => fault.split(':')[0]))].sort()).toStrictEqual([
        ...Object.keys(wrong).slice(0, 4),
        ...['TREFOIL_OPENID_CLIENT_ID', 'TREFOIL_OPENID_CLIENT_SECRET', 'TREFOIL_OPENID_ISSUER'],
        ...['TREFOIL_OPENID_REDIRECT_URL', 'TREFOIL_SMTP_TLS'],
      ]);
      expect(faultsOf(() => readStartConfig(servers))).toStrictEqual([]);
    }
  });

  it('refuses an owner of nothing', () => {
    const env = { MIGRATION_DATABASE_URL: databaseUrl };
    expect(faultsOf(() => readStartConfig(env))).toStrictEqual([
      'MIGRATION_DATABASE_URL: is set without DATABASE_URL, set both or neither',
    ]);
  });
});

describe('the configuration of the migration step', () => {
  it('needs no key', () => {
    expect(readMigrateConfig({ DATABASE_URL: databaseUrl })).toStrictEqual({
      ownerUrl: databaseUrl,
      applicationUrl: databaseUrl,
      queueBackend: 'postgres',
    });
    expect(faultsOf(() => readMigrateConfig({}))).toHaveLength(1);
  });
});
