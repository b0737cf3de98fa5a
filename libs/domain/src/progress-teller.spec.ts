import { expect, it } from '@jest/globals';
import { progressTeller } from './progress-teller.js';

it('tells one share at a time, leaves out those that come meanwhile, and goes on after one that could not be told', async () => {
  const told: number[] = [];
  let end: (() => void) | undefined;
  const tell = progressTeller((share) => {
    told.push(share);
    if (share === 0.1) return Promise.reject(new Error('The database is away.'));
    return new Promise((resolve) => (end = resolve));
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  tell(0.1);
  tell(0.2);
  await settled();
  tell(0.3);
  tell(0.4);
  end!();
  await settled();
  tell(0.5);

  expect(told).toEqual([0.1, 0.3, 0.5]);
});
