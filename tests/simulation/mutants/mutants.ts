import { IN_BLOCKS } from './in-blocks.ts';
import { IN_DRIVER } from './in-driver.ts';
import { IN_DUTIES } from './in-duties.ts';
import { IN_ENGINE } from './in-engine.ts';
import { IN_PARTS } from './in-parts.ts';
import { IN_PROPOSALS } from './in-proposals.ts';
import { IN_RULES } from './in-rules.ts';
import type { Mutant } from './mutant.ts';

/** Every mistake that the simulator has to notice. */
export const SIMULATED: readonly Mutant[] = [
  ...IN_RULES,
  ...IN_PROPOSALS,
  ...IN_BLOCKS,
  ...IN_DUTIES,
  ...IN_ENGINE,
  ...IN_DRIVER,
];

/** And those that the test of a part has to notice. */
export const MUTANTS: readonly Mutant[] = [...SIMULATED, ...IN_PARTS];
