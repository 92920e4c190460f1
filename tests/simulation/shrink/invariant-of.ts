import { WeftError } from '../../../lib/core/errors.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { simulate } from '../simulation.ts';

/** What a configuration breaks: the number of a promise, `assertion` for others, or nothing. */
export function invariantOf(configuration: Configuration): string | undefined {
  try {
    simulate(configuration);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof WeftError)) return 'assertion';
    return String(thrown.facts.invariant ?? 'assertion');
  }
}
