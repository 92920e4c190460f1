import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../lib/ui/chip.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';

/** Coins that wait for an accepted answer. */
export function BountyChip({ amountWei, unit }: { amountWei: bigint; unit: string | undefined }) {
  const { short, exact } = formatAmount(amountWei);
  return (
    <span title={`${exact} ${unit ?? ''}`.trim()}>
      <Chip kind="care">{askMessages.bounty(`${short} ${unit ?? ''}`.trim())}</Chip>
    </span>
  );
}
