import type { ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import type { ChipKind } from '../../../lib/ui/chip.tsx';
import { formatPercent } from '../../../lib/ui/format/format-number.ts';
import { messages } from '../../../lib/ui/messages.ts';

const words = messages.stake.list;

/** Part of the running power that rests on founding stake, from 0 to 1. */
export function foundingShare({ validators, totalPower }: ValidatorsView): number {
  const founding = validators.reduce((sum, validator) => {
    if (validator.stakeWei === 0n) return sum;
    return (
      sum +
      (Number(validator.power) * Number(validator.foundingStakeWei)) / Number(validator.stakeWei)
    );
  }, 0);
  return totalPower > 0n ? founding / Number(totalPower) : 0;
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

/** How much of its stake was given at the start. */
export function foundingWords({ stakeWei, foundingStakeWei }: ValidatorView): string {
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
