import { expect, it } from '@jest/globals';

import { measureBragging } from '../testing/bragging.js';

it('10. bragging does not pay: the 15 most wanted capabilities at 1.00 win at most 10 % of the places', () => {
  const { share, places, line } = measureBragging();
  process.stdout.write(`${line}\n`);

  expect(places).toBe(320);
  expect(share).toBeLessThanOrEqual(0.1);
});
