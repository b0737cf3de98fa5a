/**
 * An endless stream of wake-ups: any number that arrive while the consumer is busy count as one, since what they say is
 * only "look again". The first comes by itself, so that a consumer starts by looking.
 *
 * It is not an async generator on purpose: a generator that waits for its next value cannot be returned from, and a
 * client that goes away would leave its subscription open until the next change.
 */
export class WakeUpStream implements AsyncIterableIterator<void> {
  private isPending = true;
  private hasEnded = false;
  private waiting: ((result: IteratorResult<void>) => void)[] = [];

  /** @param onEnd runs once, when the consumer returns or the source ends the stream */
  constructor(private readonly onEnd: () => void) {}

  wake(): void {
    const next = this.waiting.shift();
    if (next) next({ done: false, value: undefined });
    else this.isPending = true;
  }

  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    for (const next of this.waiting.splice(0)) next({ done: true, value: undefined });
    this.onEnd();
  }

  next(): Promise<IteratorResult<void>> {
    if (this.hasEnded) return Promise.resolve({ done: true, value: undefined });
    if (this.isPending) {
      this.isPending = false;
      return Promise.resolve({ done: false, value: undefined });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  return(): Promise<IteratorResult<void>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
