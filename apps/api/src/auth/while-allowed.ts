import { setTimeout as delay } from 'node:timers/promises';

/**
 * The messages of `source`, until `isAllowed` says no: then it ends, and the message that had arrived is dropped. It is asked
 * before each message and, while none comes, every `checkEveryMs`.
 */
export function whileAllowed<T>(
  source: AsyncIterator<T>,
  isAllowed: () => Promise<boolean>,
  checkEveryMs: number,
): AsyncIterableIterator<T> {
  const ended: IteratorResult<T> = { done: true, value: undefined };
  let arriving: Promise<IteratorResult<T>> | null = null;
  let isEnded = false;
  const end = async (): Promise<IteratorResult<T>> => {
    isEnded = true;
    await source.return?.();
    return ended;
  };

  return {
    async next() {
      while (!isEnded) {
        arriving ??= source.next();
        const message = await firstOf(arriving, checkEveryMs);
        if (message?.done) return ended;
        if (!(await isAllowed())) return end();
        if (message) {
          arriving = null;
          return message;
        }
      }
      return ended;
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The message, or null when it takes longer than `ms`. */
async function firstOf<T>(arriving: Promise<T>, ms: number): Promise<T | null> {
  const waiting = new AbortController();
  try {
    return await Promise.race([arriving, delay(ms, null, { signal: waiting.signal, ref: false })]);
  } finally {
    waiting.abort();
  }
}
