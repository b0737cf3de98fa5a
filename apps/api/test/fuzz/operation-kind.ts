import { operationEntries } from '../permissions/entries.js';
import type { FuzzAnswer } from './findings.js';
import { authorizationFor, type FuzzKind, type FuzzTarget, type Hostile } from './fuzz-kind.js';
import { fuzzRequest, type FuzzRequest } from './fuzz-request.js';
import type { Seeded } from './seeded.js';

/** What the API reads of a body; it hangs up on more, perhaps while that is being sent. */
const maxBodyBytes = 256 * 1024;

const operations = Object.keys(operationEntries).filter((operation) => !operation.startsWith('Subscription.'));

/** Queries and mutations over HTTP, each with hostile arguments. */
export const operationKind: FuzzKind = {
  name: 'operations',
  share: 17,
  async draw(target, index, seeded): Promise<Hostile> {
    // Requests that the API would not read to their end are another test's.
    for (;;) {
      const request = await drawArguments(target, operations[index % operations.length]!, seeded);
      const { operation: name, role, query, variables } = request;
      const body = JSON.stringify({ query, variables });
      if (Buffer.byteLength(body) > maxBodyBytes) continue;
      return { name, description: describeRequest(request), send: () => post(target, role, body) };
    }
  },
};

/** The operation with valid arguments of our world, and something hostile among them. */
export async function drawArguments(
  { schema, tries }: FuzzTarget,
  operation: string,
  seeded: Seeded,
): Promise<FuzzRequest> {
  const { ours, theirs } = tries.stage;
  const role = seeded.pick(['owner', 'owner', 'organizer', 'organizer', 'nobody'] as const);
  const version = seeded.isBelow(0.5) ? 'present' : 'stale';
  const valid = await tries.variablesOf(operation, ours, role, version);
  return fuzzRequest(schema, [operation, role], valid, seeded, Object.values(theirs.ids));
}

export const describeRequest = ({ role, variables }: FuzzRequest): string =>
  `as ${role} with ${JSON.stringify(variables).slice(0, 600)}`;

async function post(target: FuzzTarget, role: FuzzRequest['role'], body: string): Promise<FuzzAnswer> {
  const authorization = await authorizationFor(target, role);
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body,
  });
  return { status: response.status, body: await response.text() };
}
