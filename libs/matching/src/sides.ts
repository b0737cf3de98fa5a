/** The three sides of third-party market cooperation, in the order in which every sum and every list names them. */
export const sides = ['CHINA', 'DEVELOPED', 'DEVELOPING'] as const;

export type Side = (typeof sides)[number];

/** One value for the member of each side. */
export interface BySide<T> {
  china: T;
  developed: T;
  developing: T;
}

/** One value for each pair of sides. */
export interface ByPair<T> {
  chinaDeveloped: T;
  chinaDeveloping: T;
  developedDeveloping: T;
}
