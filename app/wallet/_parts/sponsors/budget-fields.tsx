import { Field } from '../../../../lib/ui/field.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import type { CheckedBudget, TypedBudget } from './check-budget.ts';

const words = sponsorMessages.budget;

/** Three bounds of a grant, in posts; the units they mean on hover. */
export function BudgetFields({
  typed,
  checked,
  isReadOnly,
  isChecked,
  unit,
  postUnits,
  postPriceWei,
  onType,
}: {
  typed: TypedBudget;
  checked: CheckedBudget;
  isReadOnly: boolean;
  /** Problems are shown. */
  isChecked: boolean;
  unit: string;
  postUnits: bigint;
  /** What a post costs now; undefined until it is known. */
  postPriceWei: bigint | undefined;
  onType(change: Partial<TypedBudget>): void;
}) {
  const shown = isChecked ? checked : {};
  const number = { inputMode: 'numeric', autoComplete: 'off', readOnly: isReadOnly } as const;
  return (
    <>
      <Field
        {...number}
        label={words.perAccount}
        name="per-account"
        value={typed.postsPerAccount}
        onChange={(event) => onType({ postsPerAccount: event.target.value })}
        problem={shown.perAccountProblem}
        after={<PostUnits text={typed.postsPerAccount} postUnits={postUnits} />}
      />
      <Field
        {...number}
        label={words.perDay}
        name="per-day"
        value={typed.postsPerDay}
        onChange={(event) => onType({ postsPerDay: event.target.value })}
        problem={shown.perDayProblem}
        hint={words.perDayHint}
        after={<PostUnits text={typed.postsPerDay} postUnits={postUnits} />}
      />
      <Field
        {...number}
        inputMode="decimal"
        label={words.price}
        name="post-price"
        value={typed.postPrice}
        onChange={(event) => onType({ postPrice: event.target.value })}
        problem={shown.priceProblem}
        hint={
          postPriceWei !== undefined &&
          words.priceHint(`${formatAmount(postPriceWei).short} ${unit}`)
        }
        after={<span className="text-ink-2">{unit}</span>}
      />
    </>
  );
}

function PostUnits({ text, postUnits }: { text: string; postUnits: bigint }) {
  const plain = text.replace(/[\s,]/g, '');
  const units = /^\d{1,9}$/.test(plain) ? BigInt(plain) * postUnits : 0n;
  return (
    <span className="text-ink-2" title={words.title(sponsorMessages.units(units))}>
      {words.posts}
    </span>
  );
}
