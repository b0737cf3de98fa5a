import type { GraphqlAnswer } from '../api-harness.js';

/** What came of an operation: the code of its error, or the member of the result union, or just an answer. */
export interface Outcome {
  kind: 'answered' | 'denied' | 'failed';
  /** `UNAUTHENTICATED`, `NotAvailable`, `EditConflict`; `answer` for a result that is no union. */
  word: string;
}

const denials = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];

export function outcomeOf({ data, errors }: GraphqlAnswer): Outcome {
  const error = errors?.[0];
  if (error) {
    const word = String(error.extensions?.['code']);
    // A field of the answer that fails is nobody's right: whoever sees an object sees its fields, or null.
    const isWhole = (error.path ?? []).length <= 1;
    return {
      kind: isWhole && denials.includes(word) ? 'denied' : 'failed',
      word: isWhole ? word : `${word} in a field`,
    };
  }
  const [result] = Object.values(data ?? {}) as unknown[];
  const word = (result as { __typename?: string } | null)?.__typename ?? 'answer';
  return { kind: word === 'NotAvailable' ? 'denied' : 'answered', word };
}
