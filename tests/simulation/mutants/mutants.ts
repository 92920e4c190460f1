import { IN_DRIVER } from './in-driver.ts';
import { IN_ENGINE } from './in-engine.ts';
import { IN_RULES } from './in-rules.ts';
import type { Mutant } from './mutant.ts';

/** Every mistake that the simulator has to notice. */
export const MUTANTS: readonly Mutant[] = [...IN_RULES, ...IN_ENGINE, ...IN_DRIVER];
