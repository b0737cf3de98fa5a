import { expect, it } from '@jest/globals';
import { Draw } from '../../test/random-problem.js';
import { FlowNetwork } from './max-flow.js';

it('sends as much as the smallest of all cuts lets through', () => {
  for (let seed = 0; seed < 200; seed++) {
    const draw = new Draw(seed);
    const arcs = Array.from({ length: 14 }, () => [draw.below(7), draw.below(7), draw.below(5)] as const);
    const network = new FlowNetwork(7);
    for (const [from, to, capacity] of arcs) network.addArc(from, to, capacity);

    let smallest = Infinity;
    for (let side = 0; side < 2 ** 5; side++) {
      // Node 0 is the source and on the near side, node 6 the sink and on the far one.
      const isNear = (node: number): boolean => node === 0 || (node < 6 && ((side >> (node - 1)) & 1) === 1);
      const crossing = arcs.filter(([from, to]) => isNear(from) && !isNear(to));
      smallest = Math.min(
        smallest,
        crossing.reduce((sum, [, , capacity]) => sum + capacity, 0),
      );
    }
    expect(network.maxFlow(0, 6)).toBe(smallest);
  }
});
