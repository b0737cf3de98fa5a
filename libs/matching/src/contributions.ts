/** What pairs and the triple cover together: v of two is p_ij + p_ji, v of all three is the sum of their `get`. */
export interface CoalitionValues {
  /** By pair of sides: China–developed, China–developing, developed–developing. */
  pairs: readonly [number, number, number];
  all: number;
}

/**
 * The Shapley value of each side, in order, with v of one company 0: φ_i = (v_ij + v_ik)/6 + (v_123 − v_jk)/3.
 *
 * It is the mean of what a member adds over the six orders in which the three can join; never negative, and the three
 * add up to v_123. Shapley, "A value for n-person games", Contributions to the Theory of Games II (1953).
 */
export function shapleyValues({ pairs, all }: CoalitionValues): [number, number, number] {
  const [chinaDeveloped, chinaDeveloping, developedDeveloping] = pairs;
  return [
    (chinaDeveloped + chinaDeveloping) / 6 + (all - developedDeveloping) / 3,
    (chinaDeveloped + developedDeveloping) / 6 + (all - chinaDeveloping) / 3,
    (chinaDeveloping + developedDeveloping) / 6 + (all - chinaDeveloped) / 3,
  ];
}
