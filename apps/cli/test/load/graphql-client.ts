import { JwtService } from '@nestjs/jwt';
import { setTimeout as delay } from 'node:timers/promises';

/** What one request came to. */
export type Answer =
  | { kind: 'data'; data: Record<string, unknown> }
  /** The api said that a dependency is down, or nobody answered: the outcome is unknown. */
  | { kind: 'unavailable' }
  /** An error in the answer. */
  | { kind: 'error'; code: string; message: string };

const timeoutMs = 20_000;
/** A person would have given up long before. */
const patienceMs = 60_000;
const worstPauseMs = 5_000;

/** Asks the api processes in turn, as a load balancer would; one that does not answer is passed over for a second. */
export class GraphqlClient {
  /** Answers that are a fault of the service: a status of 500 or above without `UNAVAILABLE`, or `INTERNAL_ERROR`. */
  serverErrors = 0;
  /** Connections that broke or were refused: a process was gone. */
  connectionFailures = 0;
  /** Answers `UNAVAILABLE`. */
  unavailable = 0;
  private turn = 0;
  private readonly downUntil = new Map<string, number>();

  constructor(
    private readonly urls: readonly string[],
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  async ask(accountId: string, query: string, variables: Record<string, unknown>): Promise<Answer> {
    const url = this.chooseUrl();
    let response: Response;
    let body: {
      data?: Record<string, unknown> | null;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.tokens.get(accountId)}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      body = (await response.json()) as typeof body;
    } catch {
      this.connectionFailures += 1;
      this.downUntil.set(url, performance.now() + 1_000);
      return { kind: 'unavailable' };
    }
    const error = body.errors?.[0];
    const code = error?.extensions?.code;
    if (code === 'UNAVAILABLE') {
      this.unavailable += 1;
      return { kind: 'unavailable' };
    }
    if (response.status >= 500 || code === 'INTERNAL_ERROR') this.serverErrors += 1;
    if (error || !body.data) return { kind: 'error', code: code ?? 'NO_CODE', message: error?.message ?? '' };
    return { kind: 'data', data: body.data };
  }

  /**
   * Asks again with the same words until there is an outcome. What it asks must be safe to be asked twice.
   *
   * @throws Error when there is none after a minute: then the load cannot say what was acknowledged
   */
  async askUntilAnswered(
    accountId: string,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<Exclude<Answer, { kind: 'unavailable' }>> {
    const givesUpAt = performance.now() + patienceMs;
    for (let pauseMs = 200; performance.now() < givesUpAt; pauseMs = Math.min(2 * pauseMs, worstPauseMs)) {
      const answer = await this.ask(accountId, query, variables);
      if (answer.kind !== 'unavailable') return answer;
      await delay(pauseMs);
    }
    throw new Error('The service gave no answer for a minute.');
  }

  private chooseUrl(): string {
    this.turn += 1;
    const now = performance.now();
    const up = this.urls.filter((url) => (this.downUntil.get(url) ?? 0) <= now);
    const choice = up.length > 0 ? up : this.urls;
    return choice[this.turn % choice.length]!;
  }
}

/** Access tokens of accounts, made beforehand with the installation's key. */
export async function makeTokens(accountIds: readonly string[], key: string): Promise<Map<string, string>> {
  const jwt = new JwtService({ secret: key, signOptions: { algorithm: 'HS256' } });
  return new Map(
    await Promise.all(
      accountIds.map(async (sub) => [sub, await jwt.signAsync({ sub }, { expiresIn: '15m' })] as const),
    ),
  );
}
