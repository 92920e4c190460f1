import { ETHEREUM_BLOCK_MS } from '../../core/limits.ts';
import type { NetworkFile } from '../network-file.ts';

/** How Ethereum is followed. */
export interface EthereumSettings {
  chainId: bigint;
  /** No event is in an earlier block. */
  startBlock: bigint;
  /** Blocks above one that make it count as final; undefined: Ethereum's own finality. */
  finalityDepth: number | undefined;
  /** Between blocks. */
  blockMs: number;
  /** Endpoints that have to agree. */
  needed: number;
}

export function ethereumSettingsOf({ ethereum, genesis }: NetworkFile): EthereumSettings {
  return {
    chainId: genesis.ethereumChainId,
    startBlock: ethereum.startBlock ?? 0n,
    finalityDepth: ethereum.finalityDepth,
    blockMs: ethereum.blockMs ?? ETHEREUM_BLOCK_MS,
    needed: ethereum.oneEndpoint ? 1 : 2,
  };
}
