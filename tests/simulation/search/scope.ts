/** What a search covers. Validator 0 is the liar, if there is one; all have nearly equal power. */
export interface Scope {
  name: string;
  nodes: number;
  hasLiar: boolean;
  /** Who leads the views, as validators; what is said about later views nobody hears. */
  leaders: readonly number[];
  /** View whose block ends the epoch. */
  boundaryAt?: number;
  /** Votes travel one by one; otherwise as soon as enough of them are sent, as certificates. */
  deliversVotes?: boolean;
  /** One process may crash, once, at any write, before or after it is durable. */
  hasCrash?: boolean;
}

const TWO = { nodes: 2, hasLiar: false, deliversVotes: true } as const;
const FOUR = { nodes: 4, hasLiar: true } as const;

/** Small enough to be searched to the end, always. */
export const SMALL_SCOPES: readonly Scope[] = [
  { ...TWO, name: 'two validators, two views', leaders: [0, 1] },
  { ...TWO, name: 'one of two crashes', leaders: [0], hasCrash: true },
  { ...TWO, name: 'the epoch of two ends', leaders: [0, 1], boundaryAt: 1 },
  { ...FOUR, name: 'an honest leader among four', leaders: [1] },
  { ...FOUR, name: 'an honest leader among four, one crashes', leaders: [1], hasCrash: true },
];

/** Searched as far as there is time. */
export const LARGE_SCOPES: readonly Scope[] = [
  { ...TWO, name: 'two validators, three views', leaders: [0, 1, 0] },
  { ...TWO, name: 'one of two crashes in two views', leaders: [0, 1], hasCrash: true },
  { ...FOUR, name: 'a liar leads the only view', leaders: [0] },
  { ...FOUR, name: 'a liar leads view 1 of 3', leaders: [0, 1, 2] },
  { ...FOUR, name: 'a liar leads view 2 of 3', leaders: [1, 0, 2] },
  { ...FOUR, name: 'a liar leads views 1 and 3', leaders: [0, 1, 0] },
  { ...FOUR, name: 'a liar leads no view of 3', leaders: [1, 2, 3] },
  { ...FOUR, name: 'the epoch ends in view 1 of 3', leaders: [1, 2, 1], boundaryAt: 1 },
  { ...FOUR, name: 'the epoch ends in view 2 of 3', leaders: [1, 0, 2], boundaryAt: 2 },
  { ...FOUR, name: 'one crashes in two views', leaders: [1, 0], hasCrash: true },
];
