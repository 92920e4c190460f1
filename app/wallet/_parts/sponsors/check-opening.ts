import type { OpenFields } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import type { Requirement } from '../../../../lib/client/sponsor/views.ts';
import { amountFromText } from '../../../../lib/ui/format/amount-from-text.ts';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { type CheckedBudget, checkBudget, type TypedBudget } from './check-budget.ts';

const words = sponsorMessages.problems;

/** A new grant as it is typed. */
export interface TypedOpening extends TypedBudget {
  requires: Requirement;
  minimum: string;
  deposit: string;
}

export interface CheckedOpening extends Omit<CheckedBudget, 'fields'> {
  fields?: OpenFields;
  minimumProblem?: string;
  depositProblem?: string;
}

/** A new grant as the chain takes it, or what is wrong with it. */
export function checkOpening(
  typed: TypedOpening,
  known: { module: string; postUnits: bigint; spendableWei: bigint | undefined },
): CheckedOpening {
  const { requires } = typed;
  const { module, postUnits, spendableWei } = known;
  const { fields: budget, ...problems } = checkBudget(typed, postUnits);
  const minimum = requires === 'coins' ? amountOf(typed.minimum) : { amountWei: 0n };
  const deposit = amountOf(typed.deposit, spendableWei);
  const checked = {
    ...problems,
    ...(minimum.problem && { minimumProblem: minimum.problem }),
    ...(deposit.problem && { depositProblem: deposit.problem }),
  };
  const { amountWei: minimumCoinsWei } = minimum;
  const { amountWei: depositWei } = deposit;
  if (!budget || minimumCoinsWei === undefined || depositWei === undefined) return checked;
  return { fields: { module, requires, minimumCoinsWei, depositWei, ...budget } };
}

function amountOf(text: string, mostWei?: bigint): { amountWei?: bigint; problem?: string } {
  const input = amountFromText(text);
  if (input.problem !== undefined) return { problem: words[input.problem] };
  if (input.amount === 0n) return { problem: words.zero };
  const isTooMuch = mostWei !== undefined && input.amount > mostWei;
  return isTooMuch ? { problem: words.tooMuch } : { amountWei: input.amount };
}
