import { formatAmount } from './format/format-amount.ts';

/** A number with its unit; every digit on hover. */
export function Amount({ wei, unit }: { wei: bigint; unit: string }) {
  const { short, exact } = formatAmount(wei);
  return (
    <span className="font-[540] whitespace-nowrap" title={`${exact} ${unit}`}>
      {short}
      <span className="ml-[0.25em] font-text text-ink-2">{unit}</span>
    </span>
  );
}
