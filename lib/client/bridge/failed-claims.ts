import { type Client, parseEventLogs } from 'viem';
import { getTransactionReceipt } from 'viem/actions';
import { gatewayAbi } from '../../core/contracts/gateway-abi.generated.ts';
import type { Address, Hash } from '../types.ts';
import { ethereumProblemFrom } from './ethereum-client.ts';

/**
 * Withdrawals that a transaction of many claims left out, because the token or the receiver refused
 * them. Errors: those of reading Ethereum.
 */
export async function failedClaims(
  client: Client,
  gateway: Address,
  hash: Hash,
): Promise<ReadonlySet<bigint>> {
  try {
    const { logs } = await getTransactionReceipt(client, { hash });
    const failed = parseEventLogs({ abi: gatewayAbi, logs, eventName: 'ClaimFailed' });
    const ours = failed.filter(({ address }) => address.toLowerCase() === gateway);
    return new Set(ours.map(({ args }) => args.index));
  } catch (thrown) {
    throw ethereumProblemFrom(thrown);
  }
}
