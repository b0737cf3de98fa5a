import { addTotalizer } from './cnf/totalizer.js';
import type { SatSolver } from './sat-solver.js';

/**
 * The assumptions of a search guided by cores: at first that none of the soft literals holds. A core costs one: its members
 * are no longer assumed, but that no second one of them holds, and after the next core with it no third, and so on.
 * OLL, after Andres, Kaufmann, Matheis and Schaub, ICLP 2012, and Morgado, Dodaro and Marques-Silva, CP 2014.
 */
export class CoreAssumptions {
  /** By number: soft literals first, then the outputs of the counter of each core. */
  private readonly literals: number[];
  private readonly assumed: Set<number>;
  /** What to assume in place of a counter's output that has failed. */
  private readonly weaker = new Map<number, number>();

  constructor(
    private readonly solver: SatSolver,
    soft: readonly number[],
  ) {
    this.literals = soft.map((literal) => -literal);
    this.assumed = new Set(this.literals.keys());
  }

  /** The numbers of what is assumed now. */
  get current(): number[] {
    return [...this.assumed];
  }

  literalsOf(numbers: readonly number[]): number[] {
    return numbers.map((number) => this.literals[number]!);
  }

  relax(core: readonly number[]): void {
    for (const number of core) {
      this.assumed.delete(number);
      const next = this.weaker.get(number);
      if (next !== undefined) this.assumed.add(next);
    }
    const broken = this.literalsOf(core).map((literal) => -literal);
    this.solver.addClause(broken);
    const counted = addTotalizer(this.solver, broken, broken.length, false);
    // The first output holds in every schedule.
    for (const output of counted.slice(1)) {
      const number = this.literals.push(-output) - 1;
      if (output === counted[1]) this.assumed.add(number);
      else this.weaker.set(number - 1, number);
    }
  }
}
