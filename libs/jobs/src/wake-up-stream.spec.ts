import { describe, expect, it } from '@jest/globals';
import { WakeUpStream } from './wake-up-stream.js';

const wakeUp = { done: false, value: undefined };
const end = { done: true, value: undefined };

/** What `promise` gives by the next turn of the event loop, or 'waits'. */
const now = (promise: Promise<unknown>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve('waits')))]);

describe('WakeUpStream', () => {
  it('wakes the consumer once by itself, and then only when told', async () => {
    const stream = new WakeUpStream(() => undefined);

    expect(await now(stream.next())).toEqual(wakeUp);
    const next = stream.next();
    expect(await now(next)).toBe('waits');
    stream.wake();
    expect(await next).toEqual(wakeUp);
  });

  it('counts a burst as one wake-up', async () => {
    const stream = new WakeUpStream(() => undefined);
    await stream.next();

    for (let i = 0; i < 100; i++) stream.wake();

    expect(await stream.next()).toEqual(wakeUp);
    expect(await now(stream.next())).toBe('waits');
  });

  it('lets a waiting consumer go when it returns, and cleans up once', async () => {
    let cleanUps = 0;
    const stream = new WakeUpStream(() => cleanUps++);
    await stream.next();
    const waiting = stream.next();

    await stream.return();
    await stream.return();
    stream.wake();

    expect(await waiting).toEqual(end);
    expect(await stream.next()).toEqual(end);
    expect(cleanUps).toBe(1);
  });
});
