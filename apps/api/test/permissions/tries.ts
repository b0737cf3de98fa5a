import type { Account } from '#domain';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { GraphqlAnswer, TestApi } from '../api-harness.js';
import type { Role, Stage } from './cast.js';
import { operationEntries } from './entries.js';
import { fresh, type Names } from './operation-entry.js';
import { operationOf } from './select-everything.js';
import type { IdKind, World } from './world.js';

/** An answer somebody got, kept to look for what must not stand in it. */
export interface Sighting {
  role: Role;
  operation: string;
  variables: Record<string, unknown>;
  answer: GraphqlAnswer;
}

const longPast = 999_999;

const nothingOwned: Names['own'] = {
  notification: fresh(),
  signIns: [],
  identities: [],
  apiKey: fresh(),
  dataExport: fresh(),
};

const tableOf: Partial<Record<IdKind, string>> = {
  incompleteRequest: 'meeting_request',
  scheduleDraft: 'schedule_draft',
};

/** Tries operations as anybody on the stage. */
export class Tries {
  readonly sightings: Sighting[] = [];
  private readonly schema: GraphQLSchema;

  constructor(
    private readonly api: TestApi,
    readonly stage: Stage,
  ) {
    this.schema = api.get(GraphQLSchemaHost).schema;
  }

  /** The arguments of an operation on the objects of a world, for one person; with the present version or a stale one. */
  async variablesOf(operation: string, world: World, role: Role, version: 'present' | 'stale' = 'stale') {
    const { versionOf, variables } = operationEntries[operation]!;
    const isPresent = version === 'present' && versionOf !== undefined;
    const names: Names = {
      ids: world.ids,
      role,
      own: this.belongingsOf(this.stage.people[role]),
      emails: { organizer: world.organizer.email, owner: world.owner.email },
      version: isPresent ? await readVersion(this.api.dataSource, versionOf, world.ids[versionOf]) : longPast,
    };
    return variables(names);
  }

  /** Runs an operation as somebody, and keeps the answer among the sightings. */
  async run(operation: string, role: Role, variables: Record<string, unknown>): Promise<GraphqlAnswer> {
    const account = this.stage.people[role];
    const authorization = account && (await this.api.authorizationOf(account));
    const answer = await this.runWith(operation, authorization, variables);
    this.sightings.push({ role, operation, variables, answer });
    return answer;
  }

  /**
   * Runs an operation with an `Authorization` header, over HTTP or, for a subscription, a WebSocket: the first that it sends.
   * Null is nobody.
   */
  async runWith(
    operation: string,
    authorization: string | null,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer> {
    const [kind, name] = operation.split('.') as [string, string];
    const text = operationOf(this.schema, [kind, name], variables, this.stage.ours.ids);
    return kind === 'Subscription'
      ? this.firstOf(authorization, text, variables)
      : this.api.runWith(authorization, text, variables);
  }

  private async firstOf(authorization: string | null, text: string, variables: Record<string, unknown>) {
    const updates = this.api.subscribeWith(authorization, text, variables);
    try {
      const { value } = (await updates.next()) as { value: GraphqlAnswer };
      return value;
    } catch (errors) {
      // Refused before it began: graphql-ws sends the errors alone.
      return { data: null, errors } as GraphqlAnswer;
    } finally {
      await updates.return?.();
    }
  }

  belongingsOf(account: Account | null): Names['own'] {
    return (account && this.stage.belongings.get(account.id)) ?? nothingOwned;
  }
}

async function readVersion(dataSource: DataSource, kind: IdKind, id: string): Promise<number> {
  const [row] = await dataSource.query<{ version: number }[]>(
    `select version from ${tableOf[kind] ?? kind} where id = $1`,
    [id],
  );
  return row!.version;
}
