import { assert } from '../core/assert.ts';
import { type AccountRecord, setAccountRecord } from './accounts.ts';
import { type Admission, admit } from './admit-transaction.ts';
import { type BlockExecution, takeEvents } from './block-execution.ts';
import { isNamedFailure, type RecoveredTransaction } from './check-transaction.ts';
import { feeOf, itemsIn, unitsOf } from './fees.ts';
import { keysOfOthers, settleDeposits } from './key-deposits.ts';
import { failureFrom, type Receipt } from './receipt.ts';

/**
 * Executes one transaction. A failed one leaves no trace but its fee and its number.
 * @throws WeftError `transaction/...` when it may not be in this block, `block/full` or
 * `block/free-full` when the block has no room for it; all leave no trace. Any other error is a
 * bug, after which the execution may not be used.
 */
export async function executeTransaction(
  execution: BlockExecution,
  recovered: RecoveredTransaction,
): Promise<Receipt> {
  const { chain, journal, bound, basePriceWei } = execution;
  const { account, feeMax, fields, primaryType } = recovered.transaction;
  const { definition } = chain.registry.get(primaryType);
  const units = unitsOf(definition, itemsIn(fields));
  const admission = admit(execution, recovered, units);
  const { payer, escrowWei, free } = admission;
  const baseWei = free && !free.offer.grant ? 0n : BigInt(units) * basePriceWei;

  const hadWei = bound.coin.balanceOf(account);
  const keysBefore = keysOfOthers(execution, account, payer);
  bound.coin.debit(payer, escrowWei);
  countNumber(execution, admission, recovered);
  bound.sessions?.sweep(account, execution.block.timestampMs);
  const charged = journal.checkpoint();
  const heldWei = bound.coin.balanceOf(account);
  let givenWei = 0n;
  let failure = await attempt(execution, recovered, (amountWei) => {
    givenWei += amountWei;
  });
  const keysNoted = () => (free && bound.sponsors?.newKeysOf(free.request, free.offer)) ?? 0;
  const keysCreated = () => keysOfOthers(execution, account, payer) - keysBefore + keysNoted();
  let created = keysCreated();
  failure ??= keyFailure(execution, created, definition.usesReserve, escrowWei - baseWei);
  const lostWei = heldWei - bound.coin.balanceOf(account);
  failure ??= spendFailure(admission, lostWei + givenWei + feeMax);
  if (failure) {
    journal.revert(charged);
    takeEvents(execution);
    created = keysCreated();
    givenWei = 0n;
  }
  const deposits = settleDeposits(execution, account, free !== undefined, created);
  const { tipWei } = feeOf(units, basePriceWei, feeMax, deposits.depositWei);
  const feeWei = free ? baseWei : baseWei + tipWei;
  const leftWei = escrowWei - feeWei - deposits.depositWei;
  assert(leftWei >= 0n, 'what is taken was set aside');
  bound.coin.credit(payer, leftWei);
  if (free) {
    const { depositWei } = deposits;
    bound.sponsors?.take(free.request, free.offer, { feeWei, depositWei });
  }
  countSession(execution, recovered, { hadWei, givenWei });

  execution.feesWei += feeWei;
  execution.units += units;
  execution.bytes += recovered.bytes.length;
  if (free) {
    execution.freeUnits += units;
    execution.freeBytes += recovered.bytes.length;
  }
  const receipt: Receipt = {
    status: failure ? 'failure' : 'success',
    ...(failure && { failure }),
    units,
    feeWei,
    ...deposits,
    events: takeEvents(execution),
  };
  execution.receipts.push(receipt);
  return receipt;
}

/** A wallet's number is in its account's record, which is there from the first of them on. */
function countNumber(
  { journal }: BlockExecution,
  { record }: { record: AccountRecord },
  { transaction }: RecoveredTransaction,
): void {
  const { account, session } = transaction;
  if (!session) setAccountRecord(journal, account, { ...record, nonce: record.nonce + 1n });
}

/** A session counts what it gave away, and what its account has less than before. */
function countSession(
  { bound }: BlockExecution,
  { transaction: { account, session } }: RecoveredTransaction,
  { hadWei, givenWei }: { hadWei: bigint; givenWei: bigint },
): void {
  if (!session) return;
  const lostWei = hadWei - bound.coin.balanceOf(account);
  bound.sessions?.advance(account, session.id, givenWei + (lostWei > 0n ? lostWei : 0n));
}

/** Runs the action; the result is its named failure, if it failed. */
async function attempt(
  { chain, bound }: BlockExecution,
  { transaction, isKeyProven = false, cosigner }: RecoveredTransaction,
  countSpending: (amountWei: bigint) => void,
): Promise<Receipt['failure']> {
  const { primaryType, account, nonce, fields } = transaction;
  const { module, definition } = chain.registry.get(primaryType);
  try {
    const sent = { sender: account, nonce, isKeyProven, cosigner, countSpending };
    const done = definition.execute({ ...bound.contextOf(module), ...sent }, fields);
    if (done instanceof Promise) await done;
    return undefined;
  } catch (thrown) {
    if (!isNamedFailure(thrown, chain.modules)) throw thrown;
    return failureFrom(thrown);
  }
}

function keyFailure(
  { chain, journal, limits }: BlockExecution,
  created: number,
  usesReserve: true | undefined,
  availableWei: bigint,
): Receipt['failure'] {
  if (created <= 0) return undefined;
  const depositWei = BigInt(created) * chain.genesis.parameters.keyDepositWei;
  if (depositWei > availableWei) {
    return { code: 'chain/deposit-above-fee-max', facts: { depositWei, availableWei } };
  }
  const most = limits.stateKeys + (usesReserve ? limits.reservedStateKeys : 0);
  if (journal.keyCount() <= most) return undefined;
  return { code: 'chain/state-full', facts: { keys: BigInt(most) } };
}

/** A session may cost its account at most what it was opened for, the highest fee included. */
function spendFailure({ spendLeftWei }: Admission, spentWei: bigint): Receipt['failure'] {
  if (spendLeftWei === undefined || spentWei <= spendLeftWei) return undefined;
  return { code: 'chain/session-limit', facts: { spentWei, spendLeftWei } };
}
