import { readFileSync } from 'node:fs';

/** One block of the README's tour: a GraphQL operation with what its comments say. */
export interface TourStep {
  /** The prose before it or, right after another block, its operation's name. */
  title: string;
  operation: string;
  /** E-mail of who runs it. */
  as: string;
  /** Variables of later steps: name and path in the answer, such as `forums.nodes.0.id`. */
  keeps: { name: string; path: string }[];
  /** A subscription goes on until the value at the path is this. */
  until: { path: string; value: string } | null;
}

/** The GraphQL blocks below "## A tour", in order. */
export function readTour(file: string): TourStep[] {
  const tour = /\n## A tour\n([\s\S]*?)\n## /.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const steps: TourStep[] = [];
  let title = '';
  for (const part of tour.split(/```graphql\n|```\n?/)) {
    const comments = [...part.matchAll(/^# (.+)$/gm)].map((match) => match[1]!);
    const as = comments.map((comment) => /^as (\S+)$/.exec(comment)?.[1]).find(Boolean);
    if (!as) {
      title = part.trim().split('\n').at(-1) ?? '';
      continue;
    }
    const until = comments.map((comment) => /^until (\S+) is (\S+)$/.exec(comment)).find(Boolean);
    steps.push({
      title: title || (/^(?:query|mutation|subscription) (\w+)/m.exec(part)?.[1] ?? ''),
      operation: part,
      as,
      keeps: comments.flatMap((comment) => {
        const keep = /^keep (\w+) = (\S+)$/.exec(comment);
        return keep ? [{ name: keep[1]!, path: keep[2]! }] : [];
      }),
      until: until ? { path: until[1]!, value: until[2]! } : null,
    });
    title = '';
  }
  return steps;
}

/** The value at a dotted path of an answer. */
export function valueAt(answer: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], answer);
}
