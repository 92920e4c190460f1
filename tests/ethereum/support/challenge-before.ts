import type { PrivateKeyAccount } from 'viem/accounts';
import { digestOfCoinTransfer } from '../../../lib/chain/coin-transfer.ts';
import { assert } from '../../../lib/core/assert.ts';
import type { CoinFile } from '../../../lib/modules/vault/coin-file.ts';
import type { Bridge } from './bridge.ts';
import type { Call } from './ethereum.ts';

/** Asks an exit for the first transfer of its coin. */
export function challengeBefore(
  { vault, rules, domain }: Bridge,
  exitId: bigint,
  { coin, transfers, headers }: CoinFile,
  from: PrivateKeyAccount,
): Call {
  const [first] = transfers;
  assert(first, 'the coin was transferred');
  const { coinBlock, slotProof, blockProof, checkpoint } = first;
  const header = headers.find((each) => each.checkpoint === checkpoint)?.header;
  const leaf = digestOfCoinTransfer(domain, { slot: coin.slot, ...first });
  const inclusion = { coinBlock, slotProof, blockProof, header, checkpoint };
  return vault('challengeBefore', [exitId, leaf, inclusion], { from, value: rules.challengeBond });
}
