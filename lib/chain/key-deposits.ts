import type { Address } from '../core/bytes.ts';
import { accountRecord, setAccountRecord } from './accounts.ts';
import type { BlockExecution } from './block-execution.ts';
import { DEPOSIT_ACCOUNT } from './keyless-accounts.ts';

/**
 * Growth of the state, the coin balances of the account and its payer apart: the fee moves these
 * before and after the action, so counting them would let somebody's last coin pay for another's
 * key.
 */
export function keysOfOthers(
  { journal, bound }: Pick<BlockExecution, 'journal' | 'bound'>,
  account: Address,
  payer: Address,
): number {
  const own = [...new Set([account, payer])];
  return journal.growth() - own.filter((each) => bound.coin.balanceOf(each) > 0n).length;
}

/**
 * Holds a deposit for keys created, or gives back for keys deleted: first to sponsors what they had
 * paid for the account, then to the account at most what it had paid itself. What a sponsor pays
 * now is in its own books.
 */
export function settleDeposits(
  { chain, journal, bound }: BlockExecution,
  account: Address,
  isFree: boolean,
  created: number,
): { depositWei: bigint; refundWei: bigint } {
  const changeWei = BigInt(created) * chain.genesis.parameters.keyDepositWei;
  if (changeWei > 0n) {
    bound.coin.credit(DEPOSIT_ACCOUNT, changeWei);
    const before = accountRecord(journal, account);
    if (!isFree && before) {
      setAccountRecord(journal, account, { ...before, depositWei: before.depositWei + changeWei });
    }
    return { depositWei: changeWei, refundWei: 0n };
  }
  if (changeWei === 0n) return { depositWei: 0n, refundWei: 0n };
  const repaidWei = repaySponsors({ bound }, account, -changeWei);
  const record = accountRecord(journal, account);
  const owedWei = -changeWei - repaidWei;
  const refundWei = !record ? 0n : owedWei < record.depositWei ? owedWei : record.depositWei;
  if (record && refundWei > 0n) {
    bound.coin.debit(DEPOSIT_ACCOUNT, refundWei);
    bound.coin.credit(account, refundWei);
    setAccountRecord(journal, account, { ...record, depositWei: record.depositWei - refundWei });
  }
  return { depositWei: 0n, refundWei };
}

function repaySponsors(
  { bound }: Pick<BlockExecution, 'bound'>,
  account: Address,
  owedWei: bigint,
): bigint {
  if (!bound.sponsors) return 0n;
  const { payer, amountWei } = bound.sponsors.repay(account, owedWei);
  bound.coin.debit(DEPOSIT_ACCOUNT, amountWei);
  bound.coin.credit(payer, amountWei);
  return amountWei;
}
