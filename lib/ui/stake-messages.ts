import { stake } from './english/stake.ts';

/** The words about stake, apart from the others so that only pages that speak of it fetch them. */
export const stakeMessages = stake;
