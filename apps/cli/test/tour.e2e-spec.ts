import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { parse } from 'graphql';
import { WebSocket } from 'ws';
import { RunningStart } from './running-start.js';
import { readTour, valueAt, type TourStep } from './tour.js';

// A first start, with its sample, and a schedule run.
jest.setTimeout(180_000);

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: unknown[];
}

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { ... on SignedIn { accessToken } ... on Refusal { code } }
}`;

describe('the tour of the README', () => {
  const steps = readTour(path.resolve('README.md'));
  const kept: Record<string, unknown> = {};
  const tokens = new Map<string, string>();
  let dataDirectory: string;
  let started: RunningStart;
  let address: string;

  beforeAll(async () => {
    dataDirectory = await fs.mkdtemp(path.join(tmpdir(), 'trefoil-tour-'));
    await fs.chmod(dataDirectory, 0o755);
    started = new RunningStart(dataDirectory);
    address = await started.ready();
    // Printed last, after the address.
    while (!started.output.includes('ethiopian-electric-power@'))
      await new Promise((resolve) => setTimeout(resolve, 25));
  });
  afterAll(async () => {
    started.kill('SIGTERM');
    await started.ended;
    await fs.rm(dataDirectory, { recursive: true, maxRetries: 10, retryDelay: 200 });
  });

  const run = async (operation: string, variables: Record<string, unknown>, token?: string): Promise<Answer> => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query: operation, variables }),
    });
    return (await response.json()) as Answer;
  };

  /** With the password that the start printed. */
  const tokenOf = async (email: string): Promise<string> => {
    if (!tokens.has(email)) {
      const password = new RegExp(`${email.replaceAll('.', '\\.')}\\s+(\\S+)`).exec(started.output)![1]!;
      const { data } = await run(SIGN_IN, { email, password });
      tokens.set(email, valueAt(data, 'signIn.accessToken') as string);
    }
    return tokens.get(email)!;
  };

  const follow = async (
    { operation, until }: TourStep,
    variables: Record<string, unknown>,
    token: string,
  ): Promise<Answer> => {
    const client = createClient({
      url: `${address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    try {
      for await (const answer of client.iterate({ query: operation, variables })) {
        if (until === null || valueAt(answer.data, until.path) === until.value) return answer as Answer;
      }
      throw new Error('The subscription ended before that.');
    } finally {
      await client.dispose();
    }
  };

  const runStep = async (step: TourStep): Promise<Answer> => {
    const [definition] = parse(step.operation).definitions;
    if (definition?.kind !== 'OperationDefinition') throw new Error('A block of the tour is one operation.');
    const names = (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    const variables = Object.fromEntries(names.filter((name) => name in kept).map((name) => [name, kept[name]]));
    const token = await tokenOf(step.as);
    return definition.operation === 'subscription'
      ? follow(step, variables, token)
      : run(step.operation, variables, token);
  };

  it('is there', () => {
    expect(steps.length).toBeGreaterThan(10);
  });

  for (const [index, step] of steps.entries()) {
    it(`step ${index + 1}: ${step.title}`, async () => {
      const answer = await runStep(step);
      expect(answer.errors).toBeUndefined();
      // A refusal shows by its code, which every block that can be refused asks for.
      const refusals = Object.values(answer.data ?? {}).filter((value) => valueAt(value, 'code') !== undefined);
      expect(refusals).toEqual([]);
      for (const { name, path: at } of step.keeps) {
        kept[name] = valueAt(answer.data, at);
        expect({ [name]: kept[name] }).not.toEqual({ [name]: undefined });
      }
    });
  }
});
