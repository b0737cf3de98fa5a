import type { ApolloServerPlugin } from '@apollo/server';

const waiting = new Set(['UNAVAILABLE', 'RATE_LIMITED']);

/** Says in the `Retry-After` header what an error says in its extensions, for clients that know only HTTP. */
export const retryAfterPlugin: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response }) => {
        if (response.body.kind !== 'single') return Promise.resolve();
        const errors = response.body.singleResult.errors ?? [];
        const later = errors.find((error) => waiting.has(String(error.extensions?.['code'])));
        if (later) response.http.headers.set('retry-after', String(later.extensions?.['retryAfterSeconds']));
        return Promise.resolve();
      },
    }),
};
