import type { PrivateKeyAccount, PublicClient, WalletClient } from 'viem';
import type { Genesis } from '../../lib/chain/genesis.ts';
import type { ContractRules } from './rules.ts';

/** Which contracts are to be created, where, by whom. */
export interface Deployment {
  client: PublicClient;
  wallet: WalletClient;
  deployer: PrivateKeyAccount;
  genesis: Genesis;
  rules: ContractRules;
  /** Told before the first contract is created: no event of theirs is in an earlier block. */
  onStart?: (block: bigint) => void;
  onProgress?: (text: string) => void;
}
