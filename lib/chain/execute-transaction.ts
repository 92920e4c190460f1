import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { type AccountRecord, accountRecord, setAccountRecord } from './accounts.ts';
import { type BlockExecution, takeEvents } from './block-execution.ts';
import {
  assertPayable,
  assertWellFormed,
  isNamedFailure,
  type RecoveredTransaction,
} from './check-transaction.ts';
import { DEPOSIT_ACCOUNT, feeOf, itemsIn, unitsOf } from './fees.ts';
import { failureFrom, type Receipt } from './receipt.ts';

/**
 * Executes one transaction. A failed one leaves no trace but its fee and its number.
 * @throws WeftError `transaction/...` when it may not be in this block, `block/full` when the block
 * has no room for it; both leave no trace at all. Any other error is a bug, after which the
 * execution may not be used.
 */
export async function executeTransaction(
  execution: BlockExecution,
  recovered: RecoveredTransaction,
): Promise<Receipt> {
  const { chain, journal, bound, basePriceWei } = execution;
  const { transaction } = recovered;
  const { account, feeMax, fields } = transaction;
  const { definition } = chain.registry.get(transaction.primaryType);
  const { usesReserve } = definition;
  const units = unitsOf(definition, itemsIn(fields));
  assertRoom(execution, units);
  const baseWei = BigInt(units) * basePriceWei;
  const record = admit(execution, recovered, baseWei);

  const keysBefore = keysButOwn(execution, account);
  bound.coin.debit(account, feeMax);
  setAccountRecord(journal, account, { ...record, nonce: record.nonce + 1n });
  const charged = journal.checkpoint();
  let failure = await attempt(execution, recovered);
  let created = keysButOwn(execution, account) - keysBefore;
  failure ??= keyFailure(execution, { created, usesReserve }, feeMax - baseWei);
  if (failure) {
    journal.revert(charged);
    takeEvents(execution);
    created = keysButOwn(execution, account) - keysBefore;
  }
  const deposits = settleDeposits(execution, account, record, created);
  const { tipWei } = feeOf(units, basePriceWei, feeMax, deposits.depositWei);
  const feeWei = baseWei + tipWei;
  bound.coin.credit(account, feeMax - feeWei - deposits.depositWei + deposits.refundWei);

  execution.feesWei += feeWei;
  execution.units += units;
  const status = failure ? 'failure' : 'success';
  const events = takeEvents(execution);
  const receipt = {
    status,
    ...(failure && { failure }),
    units,
    feeWei,
    ...deposits,
    events,
  } as const;
  execution.receipts.push(receipt);
  return receipt;
}

function assertRoom({ receipts, limits, units }: BlockExecution, wanted: number): void {
  if (receipts.length < limits.transactions && units + wanted <= limits.units) return;
  throw new WeftError('block/full', 'the block has no room for it');
}

/** Throws unless the transaction may be here; the result is its account's record before it. */
function admit(
  { chain, block, journal, bound }: BlockExecution,
  recovered: RecoveredTransaction,
  baseWei: bigint,
): AccountRecord {
  const { account } = recovered.transaction;
  assertWellFormed(chain, recovered, block.timestampMs);
  const record = accountRecord(journal, account);
  assertPayable(recovered.transaction, {
    nonce: record?.nonce ?? 0n,
    balanceWei: bound.coin.balanceOf(account),
    minimumFeeWei: baseWei + (record ? 0n : chain.genesis.parameters.keyDepositWei),
  });
  return record ?? { nonce: 0n, depositWei: 0n };
}

/** Runs the action; the result is its named failure, if it failed. */
async function attempt(
  { chain, bound }: BlockExecution,
  { transaction, isKeyProven = false, cosigner }: RecoveredTransaction,
): Promise<Receipt['failure']> {
  const { primaryType, account, nonce, fields } = transaction;
  const { module, definition } = chain.registry.get(primaryType);
  try {
    const sent = { sender: account, nonce, isKeyProven, cosigner };
    const context = { ...bound.contextOf(module), ...sent };
    const done = definition.execute(context, fields);
    if (done instanceof Promise) await done;
    return undefined;
  } catch (thrown) {
    if (!isNamedFailure(thrown, chain.modules)) throw thrown;
    return failureFrom(thrown);
  }
}

/**
 * Keys in the state, the account's own coin balance apart: its fee moves that balance before and
 * after the action, so counting it would let the last coin of an account pay for another's key.
 */
function keysButOwn({ journal, bound }: BlockExecution, account: Address): number {
  return journal.keyCount() - (bound.coin.balanceOf(account) > 0n ? 1 : 0);
}

function keyFailure(
  { chain, journal, limits }: BlockExecution,
  { created, usesReserve }: { created: number; usesReserve: true | undefined },
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

/** Takes a deposit for keys created, or gives back for keys deleted what the account once paid. */
function settleDeposits(
  { chain, journal, bound }: BlockExecution,
  account: Address,
  before: AccountRecord,
  created: number,
): { depositWei: bigint; refundWei: bigint } {
  const changeWei = BigInt(created) * chain.genesis.parameters.keyDepositWei;
  const depositWei = changeWei > 0n ? changeWei : 0n;
  const owedWei = changeWei < 0n ? -changeWei : 0n;
  const refundWei = owedWei < before.depositWei ? owedWei : before.depositWei;
  if (depositWei !== refundWei) {
    bound.coin.credit(DEPOSIT_ACCOUNT, depositWei);
    bound.coin.debit(DEPOSIT_ACCOUNT, refundWei);
    setAccountRecord(journal, account, {
      nonce: before.nonce + 1n,
      depositWei: before.depositWei + depositWei - refundWei,
    });
  }
  return { depositWei, refundWei };
}
