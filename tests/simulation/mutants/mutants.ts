import { IN_BLOCKS } from './in-blocks.ts';
import { IN_DRIVER } from './in-driver.ts';
import { IN_DUTIES } from './in-duties.ts';
import { IN_ENGINE } from './in-engine.ts';
import { IN_INBOX } from './in-inbox.ts';
import { IN_NODE } from './in-node.ts';
import { IN_PARTS } from './in-parts.ts';
import { IN_PROPOSALS } from './in-proposals.ts';
import { IN_RULES } from './in-rules.ts';
import { IN_STAKING } from './in-staking.ts';
import type { Mutant } from './mutant.ts';

/** Every mistake that a simulation has to notice, or the test of a part. */
export const MUTANTS: readonly Mutant[] = [
  ...IN_RULES,
  ...IN_PROPOSALS,
  ...IN_BLOCKS,
  ...IN_INBOX,
  ...IN_DUTIES,
  ...IN_ENGINE,
  ...IN_STAKING,
  ...IN_DRIVER,
  ...IN_NODE,
  ...IN_PARTS,
];
