import type { AccountView, FeeQuote } from '../../lib/client/types.ts';

/** What can leave the account so that the fee can be paid too; undefined until it is known. */
export function spendableOf(
  view: AccountView | undefined,
  quote: FeeQuote | undefined,
): bigint | undefined {
  if (!view || !quote) return undefined;
  const rest = view.balanceWei - quote.feeMaxWei;
  return rest > 0n ? rest : 0n;
}
