import type { ApolloServerPlugin } from '@apollo/server';

/** Says in the `Retry-After` header what an `UNAVAILABLE` error says in its extensions, for clients that know only HTTP. */
export const retryAfterPlugin: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response }) => {
        if (response.body.kind !== 'single') return Promise.resolve();
        const errors = response.body.singleResult.errors ?? [];
        const unavailable = errors.find((error) => error.extensions?.['code'] === 'UNAVAILABLE');
        if (unavailable) {
          response.http.headers.set('retry-after', String(unavailable.extensions?.['retryAfterSeconds']));
        }
        return Promise.resolve();
      },
    }),
};
