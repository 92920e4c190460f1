import type { AccountRecord } from '../../chain/accounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { type FreeCandidate, type FreePayment, freePayment } from '../../chain/free-payment.ts';
import type { FreeRequest, SessionTerms } from '../../chain/module.ts';
import { readState } from '../../chain/read-state.ts';
import { sessionTerms } from '../../chain/session-terms.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { UnsignedTransaction } from '../../chain/transaction.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import type { TokenBalance } from '../../modules/bank/queries.ts';

/** The few values of a state that the node itself needs. */
export interface StateView {
  accountOf(account: Address): AccountRecord | undefined;
  /** Next number in the lane of the account's wallet or, when given, of one of its sessions. */
  nonceOf(account: Address, session?: Hash): bigint;
  balanceOf(account: Address): bigint;
  basePriceWei(): bigint;
  /** Fungible tokens the account holds, the native coin apart. */
  tokensOf(account: Address): TokenBalance[];
  /** As `sessionTerms`. */
  termsOf(transaction: UnsignedTransaction, timestampMs: number): SessionTerms | undefined;
  /** As `freePayment`, at the base price of now. */
  paymentOf(
    candidate: FreeCandidate,
    at: Pick<FreeRequest, 'timestampMs' | 'ahead'>,
  ): FreePayment | undefined;
}

/** Reads only; nothing is ever written through it. */
export function createStateView(chain: Chain, tree: StateTree): StateView {
  const { accountOf, balanceOf, basePriceWei, query, sessions, sponsors } = readState(chain, tree);
  return {
    accountOf,
    balanceOf,
    basePriceWei,
    nonceOf(account, session) {
      const nonce = session
        ? sessions?.termsOf(account, session)?.nonce
        : accountOf(account)?.nonce;
      return nonce ?? 0n;
    },
    tokensOf: (account) => query('bank', 'tokens', { account }) as TokenBalance[],
    termsOf: (transaction, timestampMs) => sessionTerms(chain, sessions, transaction, timestampMs),
    paymentOf: (candidate, at) =>
      freePayment(chain, sponsors, candidate, { basePriceWei: basePriceWei(), ...at }),
  };
}
