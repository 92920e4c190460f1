import { WeftError } from '../../../lib/core/errors.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { runSimulation } from '../simulation.ts';

/** What a configuration breaks: the number of a promise, `assertion` for others, or nothing. */
export async function invariantOf(configuration: Configuration): Promise<string | undefined> {
  try {
    await runSimulation(configuration);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof WeftError)) return 'assertion';
    return String(thrown.facts.invariant ?? 'assertion');
  }
}
