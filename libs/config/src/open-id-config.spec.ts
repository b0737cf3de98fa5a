import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { EnvironmentReader, type Environment } from './environment.js';
import { readOpenId, type OpenIdConfig } from './open-id-config.js';

function read(env: Environment): OpenIdConfig | null | string[] {
  const reader = new EnvironmentReader(env);
  const config = readOpenId(reader);
  try {
    reader.finish();
    return config;
  } catch (error) {
    return (error as ConfigError).faults.map((fault) => fault.split(':')[0]!);
  }
}

describe('the configuration of OpenID Connect', () => {
  const complete = {
    TREFOIL_OPENID_ISSUER: 'https://id.example',
    TREFOIL_OPENID_CLIENT_ID: 'trefoil',
    TREFOIL_OPENID_CLIENT_SECRET: 'secret',
    TREFOIL_OPENID_REDIRECT_URL: 'https://forum.example/open-id/answer',
  };

  it('is there whole or not at all', () => {
    expect(read({})).toBeNull();
    expect(read(complete)).toStrictEqual({
      issuer: 'https://id.example',
      clientId: 'trefoil',
      clientSecret: 'secret',
      redirectUrl: 'https://forum.example/open-id/answer',
    });
    expect(read({ TREFOIL_OPENID_ISSUER: 'https://id.example' })).toStrictEqual([
      'TREFOIL_OPENID_CLIENT_ID',
      'TREFOIL_OPENID_CLIENT_SECRET',
      'TREFOIL_OPENID_REDIRECT_URL',
    ]);
  });

  it('allows http on this machine alone', () => {
    expect(read({ ...complete, TREFOIL_OPENID_ISSUER: 'http://127.0.0.1:4000' })).not.toBeInstanceOf(Array);
    expect(read({ ...complete, TREFOIL_OPENID_ISSUER: 'http://id.example' })).toStrictEqual(['TREFOIL_OPENID_ISSUER']);
    expect(read({ ...complete, TREFOIL_OPENID_REDIRECT_URL: 'http://forum.example/' })).toStrictEqual([
      'TREFOIL_OPENID_REDIRECT_URL',
    ]);
  });
});
