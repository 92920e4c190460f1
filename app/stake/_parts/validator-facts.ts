import type { ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import type { ChipKind } from '../../../lib/ui/chip.tsx';
import { formatPercent } from '../../../lib/ui/format/format-number.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

const words = stakeMessages.stake.list;

/** Part of the running power that rests on founding stake, from 0 to 1. */
export function foundingShare({ validators, totalPower, parameters }: ValidatorsView): number {
  const founding = validators.reduce(
    (sum, validator) => sum + foundingPower(validator, validator.power, parameters),
    0n,
  );
  return totalPower > 0n ? Number(founding) / Number(totalPower) : 0;
}

/** Parts of all power, from 0 to 1: its own, and what of that rests on founding stake. */
export function powerShares(
  validator: ValidatorView,
  { totalPower, nextTotalPower, parameters }: ValidatorsView,
): { share: number; founding: number } {
  const [power, total] =
    validator.power > 0n ? [validator.power, totalPower] : [validator.nextPower, nextTotalPower];
  if (total === 0n) return { share: 0, founding: 0 };
  const founding = foundingPower(validator, power, parameters);
  return { share: Number(power) / Number(total), founding: Number(founding) / Number(total) };
}

/**
 * Founding stake never grows, so it was counted before the coins that came later. Of power that is
 * cut off by the greatest share one may have, founding stake is named first.
 */
function foundingPower(
  { foundingStakeWei }: ValidatorView,
  power: bigint,
  { powerUnitWei }: ValidatorsView['parameters'],
): bigint {
  const founding = foundingStakeWei / powerUnitWei;
  return founding < power ? founding : power;
}

/** Its part of the power, now or in the next epoch. */
export function powerWords(
  { power, nextPower }: ValidatorView,
  { totalPower, nextTotalPower }: ValidatorsView,
): string {
  if (power > 0n) return words.share(formatPercent(Number(power) / Number(totalPower)));
  if (nextPower === 0n) return words.noShare;
  return words.nextShare(formatPercent(Number(nextPower) / Number(nextTotalPower)));
}

/** How it did in this epoch, as two sentences without a score. */
export function uptimeWords(validator: ValidatorView): { turns: string; signed: string } {
  const { power, turns, missed, blocks, attended } = validator;
  if (power === 0n) return { turns: words.notMember, signed: '' };
  return {
    turns: turns === 0 ? words.noTurn : words.led(turns - missed, turns),
    signed: blocks === 0 ? words.tooEarly : words.attended(formatPercent(attended / blocks, 0)),
  };
}

/** How much of its stake was given at the start; of whoever took all back, that it did. */
export function foundingWords({ stakeWei, foundingStakeWei, isCandidate }: ValidatorView): string {
  if (stakeWei === 0n && !isCandidate) return words.leftStake;
  if (foundingStakeWei === 0n || stakeWei === 0n) return words.noFounding;
  return words.founding(formatPercent(Number(foundingStakeWei) / Number(stakeWei)));
}

export const STATE_CHIPS: Record<ValidatorView['state'], ChipKind> = {
  voting: 'plain',
  waiting: 'pending',
  leaving: 'care',
  jailed: 'care',
  removed: 'fault',
  idle: 'plain',
};
