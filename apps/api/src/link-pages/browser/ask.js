/**
 * What an operation came to: `code` and `message` of a refusal, or what was asked for.
 *
 * @typedef {{ code?: string, message?: string, email?: string, challenge?: string, accessToken?: string, refreshToken?: string }} Result
 *
 * @typedef {{ code: string, faults?: { field: string }[], retryAfterSeconds?: number, requestId?: string }} Failure
 * @typedef {{ result?: Result, failure?: Failure }} Answer
 */

const refusal = '... on Refusal { code message }';
const account = '... on Account { email }';
const signedIn = '... on SignedIn { accessToken refreshToken }';

const queries = {
  confirmEmail: `mutation ($token: String!) { answer: confirmEmail(token: $token) { ${account} ${refusal} } }`,
  resetPassword: `mutation ($token: String!, $password: String!) {
    answer: resetPassword(token: $token, password: $password) { ${account} ${refusal} }
  }`,
  verifySignUp: `mutation ($token: String!) { answer: verifySignUp(token: $token) { ... on SignUp { email } ${refusal} } }`,
  acceptInvitation: `mutation ($input: AcceptInvitationInput!) {
    answer: acceptInvitation(input: $input) { ${account} ${refusal} }
  }`,
  joinByInvitation: `mutation ($token: String!) { answer: joinByInvitation(token: $token) { ${account} ${refusal} } }`,
  signIn: `mutation ($input: SignInInput!) {
    answer: signIn(input: $input) { ${signedIn} ... on SecondFactorNeeded { challenge } ${refusal} }
  }`,
  completeSignIn: `mutation ($input: CompleteSignInInput!) {
    answer: completeSignIn(input: $input) { ${signedIn} ${refusal} }
  }`,
  signOut: 'mutation ($refreshToken: String!) { answer: signOut(refreshToken: $refreshToken) }',
};

const answerWithinMs = 30_000;

/**
 * Runs one operation. Never rejects: that the API is out of reach is a failure like others.
 *
 * @param {keyof typeof queries} name
 * @param {Record<string, unknown>} variables
 * @param {string} [accessToken]
 * @returns {Promise<Answer>}
 */
export async function ask(name, variables, accessToken) {
  try {
    // Beside the page, wherever a proxy has put both.
    const response = await fetch('../graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: {
        'content-type': 'application/json',
        'accept-language': document.documentElement.lang,
        ...(accessToken && { authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: queries[name], variables }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    /** @type {unknown} */
    const body = await response.json();
    const { data, errors } = /** @type {{ data?: { answer: Result }, errors?: { extensions: Failure }[] }} */ (body);
    return errors?.[0] ? { failure: errors[0].extensions } : { result: data?.answer };
  } catch {
    return { failure: { code: 'UNAVAILABLE' } };
  }
}
