import { encodeFunctionData } from 'viem';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import { WeftError } from '../../core/errors.ts';
import { type CoinFile, type FileTransfer, walkFrom } from '../../modules/vault/coin-file.ts';
import type { EthereumCall } from './ethereum-call.ts';
import type { Contracts } from './read-logs.ts';
import type { ExitTransfer } from './transfer.ts';

const abi = vaultAbi;

/** The depositor takes a coin out that never moved: there is nothing to prove. */
export function exitDepositCall(slot: bigint, bondWei: bigint, { vault }: Contracts): EthereumCall {
  const data = encodeFunctionData({ abi, functionName: 'startExit', args: [slot, []] });
  return { to: vault, data, valueWei: bondWei };
}

/** The owner takes a coin out, by its last two transfers, or the one it has. */
export function startExitCall(file: CoinFile, bondWei: bigint, { vault }: Contracts): EthereumCall {
  const spends = file.transfers.slice(-2).map((transfer) => spendOf(file, transfer));
  const args = [file.coin.slot, spends] as const;
  const data = encodeFunctionData({ abi, functionName: 'startExit', args });
  return { to: vault, data, valueWei: bondWei };
}

/**
 * Answers the challenges of an exit by its history, from where the last walk of anybody ended back
 * to the deposit; one that is longer than a transaction takes another.
 */
export function walkCall(
  { exitId, headParent }: Pick<ExitTransfer, 'exitId' | 'headParent'>,
  file: CoinFile,
  { vault }: Contracts,
): EthereumCall {
  const steps = walkFrom(file, headParent).map((transfer) => spendOf(file, transfer));
  const args = [exitId, steps] as const;
  return { to: vault, data: encodeFunctionData({ abi, functionName: 'walk', args }), valueWei: 0n };
}

/** @throws WeftError `coin-file/malformed` for a file without the header that it names. */
function spendOf({ coin, headers }: CoinFile, transfer: FileTransfer) {
  const { parent, from, to, lastCoinBlock, signature, coinBlock, checkpoint } = transfer;
  const found = headers.find((each) => each.checkpoint === checkpoint);
  if (!found) throw new WeftError('coin-file/malformed', 'a header is missing');
  const { slotProof, blockProof } = transfer;
  return {
    transfer: { slot: coin.slot, parent, from, to, lastCoinBlock },
    signature,
    inclusion: {
      coinBlock,
      slotProof: { bitmap: slotProof.bitmap, siblings: [...slotProof.siblings] },
      blockProof: { bitmap: blockProof.bitmap, siblings: [...blockProof.siblings] },
      header: found.header,
      checkpoint,
    },
  };
}
