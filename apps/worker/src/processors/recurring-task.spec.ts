import { afterEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { RecurringTask } from './recurring-task.js';

/** Takes a moment for each run; the first one fails. */
class Counting extends RecurringTask {
  begun = 0;
  ended = 0;

  constructor(firstAfterMs = 0) {
    super(1, firstAfterMs);
  }

  protected async run(): Promise<void> {
    this.begun += 1;
    await delay(5);
    this.ended += 1;
    if (this.begun === 1) throw new Error('An outage.');
  }
}

describe('a recurring task', () => {
  Logger.overrideLogger(false);
  let task: Counting;
  afterEach(() => task.beforeApplicationShutdown());

  it('goes on after a run that failed', async () => {
    task = new Counting();
    task.onApplicationBootstrap();
    while (task.ended < 3) await delay(1);
    expect(task.begun).toBeGreaterThanOrEqual(3);
  });

  it('ends with the run that is under way, and begins no other', async () => {
    task = new Counting();
    task.onApplicationBootstrap();
    while (task.begun < 2) await delay(1);
    await task.beforeApplicationShutdown();
    const { begun, ended } = task;
    expect(ended).toBe(begun);
    await delay(20);
    expect(task.begun).toBe(begun);
  });

  it('waits before its first run when it is told to, and not for it at the end', async () => {
    task = new Counting(60_000);
    task.onApplicationBootstrap();
    await task.beforeApplicationShutdown();
    expect(task.begun).toBe(0);
  });
});
