import type { ValidatorView } from '../client/types.ts';
import { stakeMessages } from './stake-messages.ts';

/** What a validator keeps of the fees, and what it has announced to keep: "10 %, then 15 %". */
export function feeWords({
  feePercent,
  nextFeePercent,
}: Pick<ValidatorView, 'feePercent' | 'nextFeePercent'>): string {
  const { fee, feeThen } = stakeMessages.stake;
  return nextFeePercent === undefined ? fee(feePercent) : feeThen(feePercent, nextFeePercent);
}
