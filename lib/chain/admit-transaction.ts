import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { type AccountRecord, accountRecord } from './accounts.ts';
import type { BlockExecution } from './block-execution.ts';
import { assertPayable, assertWellFormed, type RecoveredTransaction } from './check-transaction.ts';
import { asksToBeFree, type FreePayment, freePayment } from './free-payment.ts';
import { sessionTerms } from './session-terms.ts';

/** What a transaction may do and who pays for it, before it is executed. */
export interface Admission {
  /** Of its account; new for one that never had a transaction included. */
  record: AccountRecord;
  payer: Address;
  /** Taken from the payer until fee and deposits are known. */
  escrowWei: bigint;
  /** Set for a transaction that offers no fee. */
  free: FreePayment | undefined;
  /** Most that its account may lose by it; undefined when its wallet signed. */
  spendLeftWei: bigint | undefined;
}

/**
 * @throws WeftError `transaction/...` unless the transaction may be in this block, `block/full` or
 * `block/free-full` when it has no room.
 */
export function admit(
  execution: BlockExecution,
  recovered: RecoveredTransaction,
  units: number,
): Admission {
  const { chain, block, journal, bound, basePriceWei } = execution;
  const { transaction } = recovered;
  const { account, feeMax } = transaction;
  assertRoom(execution, units);
  // Before all that costs time: once its part is full, a proposer meets every free one that waits.
  if (bound.sponsors && asksToBeFree(chain, transaction, { basePriceWei })) {
    assertFreeRoom(execution, units, recovered.bytes.length);
  }
  assertWellFormed(chain, recovered, block.timestampMs);
  const { timestampMs } = block;
  const terms = sessionTerms(chain, bound.sessions, transaction, timestampMs);
  const known = accountRecord(journal, account);
  const record = known ?? { nonce: 0n, depositWei: 0n };
  const nonce = terms?.nonce ?? record.nonce;
  const spendLeftWei = terms?.spendLeftWei;
  const free = freePayment(chain, bound.sponsors, recovered, { basePriceWei, timestampMs });
  if (free) {
    assertPayable(transaction, { nonce, balanceWei: 0n, minimumFeeWei: 0n });
    if (!free.offer.grant && !known) throw feeTooLow();
    const { payer, escrowWei } = free;
    return { record, payer, escrowWei, free, spendLeftWei };
  }
  const baseWei = BigInt(units) * basePriceWei;
  assertPayable(transaction, {
    nonce,
    balanceWei: bound.coin.balanceOf(account),
    minimumFeeWei: baseWei + (known ? 0n : chain.genesis.parameters.keyDepositWei),
  });
  return { record, payer: account, escrowWei: feeMax, free: undefined, spendLeftWei };
}

/** Stake pays no deposits, and a first transaction needs one for its account's record. */
function feeTooLow(): WeftError {
  return new WeftError('transaction/fee-too-low', 'stake pays no deposit for a first record');
}

function assertRoom({ receipts, limits, units }: BlockExecution, wanted: number): void {
  if (receipts.length < limits.transactions && units + wanted <= limits.units) return;
  throw new WeftError('block/full', 'the block has no room for it');
}

/** Transactions that somebody else pays have a part of the block, which no fee can take. */
function assertFreeRoom(
  { limits, freeUnits, freeBytes }: BlockExecution,
  units: number,
  bytes: number,
): void {
  if (freeUnits + units <= limits.freeUnits && freeBytes + bytes <= limits.freeBytes) return;
  throw new WeftError('block/free-full', 'the block has no room for another free one');
}
