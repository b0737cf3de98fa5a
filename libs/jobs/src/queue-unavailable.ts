/** The queue, or what carries signals, does not answer in time. */
export class QueueUnavailable extends Error {
  readonly code = 'UNAVAILABLE';

  constructor(what: string, timeoutMs: number) {
    super(`${what} did not answer within ${timeoutMs} ms.`);
    this.name = 'QueueUnavailable';
  }
}

/** What `answer` gives, unless it takes longer than `timeoutMs`: then a `QueueUnavailable` that names `what` is at fault. */
export async function within<T>(timeoutMs: number, what: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QueueUnavailable(what, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
