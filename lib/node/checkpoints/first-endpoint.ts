import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { ABSENT_SOURCE } from '../absent-source.ts';
import type { EthereumSource } from '../ports.ts';

/**
 * What the first endpoint that can says, for calls that the contracts check.
 * @throws WeftError `ethereum/no-endpoint`, or what the last one that is there failed
 * with.
 */
export async function byFirstEndpoint<Value>(
  sources: readonly EthereumSource[],
  ask: (source: EthereumSource) => Promise<Value>,
): Promise<Value> {
  let failure: unknown = new WeftError('ethereum/no-endpoint', 'no endpoint of Ethereum is known');
  for (const source of sources) {
    try {
      return await ask(source);
    } catch (thrown) {
      if (errorObjectFrom(thrown).code !== ABSENT_SOURCE) failure = thrown;
    }
  }
  throw failure;
}
