import { useValidators } from '../../../lib/react/use-validators.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { formatPercent } from '../../../lib/ui/format/format-number.ts';

/** Who the validators of the Gateway's promise are, while founding stake is a large part of them. */
export function FoundingWords() {
  const { value } = useValidators();
  if (!value || value.totalPower === 0n) return null;
  const all = value.validators.reduce((sum, { stakeWei }) => sum + stakeWei, 0n);
  const founding = value.validators.reduce((sum, each) => sum + each.foundingStakeWei, 0n);
  if (all === 0n || founding === 0n) return null;
  const percent = formatPercent(Number((founding * 1_000n) / all) / 1_000);
  return <p className="-mt-3 text-sm text-ink-2">{bridgeMessages.bridge.founding(percent)}</p>;
}
