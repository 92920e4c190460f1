import type { Address } from '../../core/bytes.ts';
import type { ClaimCalls } from '../checkpoints/claim-calls.ts';
import type { Escapes } from '../checkpoints/escapes.ts';
import type { CoinFileParams, CoinFileText, VaultCoin, VaultCoins } from './coin-types.ts';
import type { MissingIdsParams } from './missing-ids.ts';

/** What clients ask about the way to Ethereum. */
export interface EthereumRequests {
  /** Transactions on Ethereum that pay withdrawals, which may post a checkpoint first. */
  claimCalls: { params: { indexes: readonly bigint[] }; result: ClaimCalls };
  /** The same of all that an account has, on a chain that is sealed. */
  escapes: { params: { account: Address; from?: number }; result: Escapes };
  /** Of these tokens of a collection, those that the account does not have in final state. */
  missingIds: { params: MissingIdsParams; result: bigint[] };
  coins: { params: { account: Address }; result: VaultCoins };
  coin: { params: { slot: bigint }; result: VaultCoin | null };
  coinFile: { params: CoinFileParams; result: CoinFileText };
}
