import { describe, expect, it } from '@jest/globals';
import { whileAllowed } from './while-allowed.js';

/** Messages that a test lets arrive one by one. */
function makeSource() {
  const waiting: ((message: IteratorResult<string>) => void)[] = [];
  const state = { isReturned: false };
  const source: AsyncIterator<string> = {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    return: () => {
      state.isReturned = true;
      waiting.splice(0).forEach((resolve) => resolve({ done: true, value: undefined }));
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  const arrive = (value: string) => waiting.shift()!({ done: false, value });
  return { source, state, arrive };
}

const never = 1_000_000;

describe('a subscription', () => {
  it('passes on what comes while it is allowed, and drops the message that comes afterwards', async () => {
    const { source, state, arrive } = makeSource();
    let isAllowed = true;
    const messages = whileAllowed(source, () => Promise.resolve(isAllowed), never);

    const first = messages.next();
    arrive('first');
    expect(await first).toEqual({ done: false, value: 'first' });
    const second = messages.next();
    isAllowed = false;
    arrive('second');
    expect(await second).toEqual({ done: true, value: undefined });
    expect(state.isReturned).toBe(true);
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  it('ends within the time between two checks when nothing comes', async () => {
    const { source, state } = makeSource();
    let checks = 0;
    const messages = whileAllowed(source, () => Promise.resolve(++checks < 3), 1);
    expect(await messages.next()).toEqual({ done: true, value: undefined });
    expect(checks).toBe(3);
    expect(state.isReturned).toBe(true);
  });

  it('loses no message to a check', async () => {
    const { source, arrive } = makeSource();
    let checks = 0;
    const isAllowed = () => {
      checks += 1;
      if (checks === 2) arrive('after two checks');
      return Promise.resolve(true);
    };
    expect(await whileAllowed(source, isAllowed, 1).next()).toEqual({ done: false, value: 'after two checks' });
  });

  it('ends with its reader', async () => {
    const { source, state } = makeSource();
    const messages = whileAllowed(source, () => Promise.resolve(true), never);
    const pending = messages.next();
    await messages.return!();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(state.isReturned).toBe(true);
  });
});
