import type { Address, Hash } from '../core/bytes.ts';
import type { Committee } from './committee.ts';

/** Everything that defines a chain; its hash is in every header and every signature. */
export interface Genesis {
  chainName: string;
  /** Ethereum's chain id: the domain of what wallets sign. */
  ethereumChainId: bigint;
  /** Zero addresses on a chain without Ethereum contracts. */
  contracts: { checkpoints: Address; gateway: Address; vault: Address };
  timestampMs: number;
  /** seed_0: first randomness for leaders. */
  seed: Hash;
  parameters: {
    /** Smallest time between blocks, at least 100. */
    minBlockMs: number;
    /** 0 means one epoch for ever with the founding committee. */
    epochMs: number;
    /** Price of a unit in wei that blocks start from. */
    basePriceWei: bigint;
    /** Wei held for each state key a transaction creates. */
    keyDepositWei: bigint;
  };
  committee: Committee;
  /** Native coins given at start, only on a chain without Ethereum contracts. */
  allocations: readonly { account: Address; amountWei: bigint }[];
}
