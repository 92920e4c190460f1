import { encodeFunctionData } from 'viem';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import { WeftError } from '../../core/errors.ts';
import type { CoinFile, FileTransfer } from '../../modules/vault/coin-file.ts';
import type { EthereumCall } from './ethereum-call.ts';
import type { Contracts } from './read-logs.ts';

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

/** Answers all challenges of an exit: its history, from below what it showed to the deposit. */
export function walkCall(exitId: bigint, file: CoinFile, { vault }: Contracts): EthereumCall {
  const steps = file.transfers.slice(0, -2).toReversed();
  const args = [exitId, steps.map((transfer) => spendOf(file, transfer))] as const;
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
