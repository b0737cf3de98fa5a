import type { EnvironmentReader } from './environment.js';

/** An OpenID Connect issuer at which people may sign in, and how the service is known there. */
export interface OpenIdConfig {
  /** As the issuer calls itself; https, or http on this machine. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the issuer sends people back, registered there: a page of the client, or `/open-id/answer` of the api. */
  redirectUrl: string;
}

const names = [
  'TREFOIL_OPENID_ISSUER',
  'TREFOIL_OPENID_CLIENT_ID',
  'TREFOIL_OPENID_CLIENT_SECRET',
  'TREFOIL_OPENID_REDIRECT_URL',
] as const;

/** Null when none of its variables is set; some without the others are a fault. */
export function readOpenId(reader: EnvironmentReader): OpenIdConfig | null {
  const values = names.map((name) => reader.text(name));
  if (values.every((value) => value === undefined)) return null;
  names.forEach((name, index) => {
    if (values[index] === undefined)
      reader.fault(name, `is not set, sign-in by OpenID Connect needs all of ${names.join(', ')}`);
  });
  const [issuer = '', clientId = '', clientSecret = '', redirectUrl = ''] = values;
  for (const [name, value] of [
    [names[0], issuer],
    [names[3], redirectUrl],
  ] as const) {
    if (value !== '' && !isSafe(value)) reader.fault(name, 'is no https URL (http is for this machine only)');
  }
  return { issuer, clientId, clientSecret, redirectUrl };
}

/** Whether what is sent there can be read by nobody on the way. */
function isSafe(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, hash } = new URL(value);
  if (hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
