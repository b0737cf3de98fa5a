import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Issuer {
  url: string;
  /**
   * Goes through the pages of the issuer as `subject`, or declines there.
   *
   * @returns the query with which it sends the person back
   */
  signIn: (authorizationUrl: string, subject: string) => Promise<string>;
  close: () => Promise<void>;
}

export const declined = 'declined';

/** A real OpenID Connect provider on this machine. Whoever signs in is believed to be whoever they say, with any e-mail. */
export async function startIssuer(client: { id: string; secret: string; redirectUrl: string }): Promise<Issuer> {
  const handlers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
  const server = createServer((request, response) => handlers.forEach((handle) => handle(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let subject = '';

  const provider = new Provider(url, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUrl] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    // Says which e-mail it believes in without being asked: nothing may follow from that.
    claims: { openid: ['sub', 'email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true }),
    }),
    jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    cookies: { keys: ['a key for the cookies of a test'] },
  });
  const handle = provider.callback();
  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response);
    if (subject === declined) {
      await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'No.' });
      return;
    }
    const grant = new provider.Grant({ accountId: subject, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid');
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { login: { accountId: subject }, consent });
  };
  handlers.push((request, response) => {
    void (request.url?.startsWith('/interaction/') ? interact(request, response) : handle(request, response));
  });

  return {
    url,
    async signIn(authorizationUrl, as) {
      subject = as;
      const cookies = new Map<string, string>();
      for (let next = authorizationUrl; ;) {
        if (next.startsWith(client.redirectUrl)) return new URL(next).search.slice(1);
        const response = await fetch(next, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [pair = ''] = cookie.split(';');
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
        }
        const location = response.headers.get('location');
        if (!location) throw new Error(`The issuer answered ${response.status}: ${await response.text()}`);
        next = new URL(location, next).href;
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
