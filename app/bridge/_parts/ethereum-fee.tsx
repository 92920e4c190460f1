import type { EthereumFacts } from '../../../lib/client/bridge/ethereum-facts.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';

const words = bridgeMessages.bridge;

/** What a transaction on Ethereum costs by the gas price of its newest block. */
export function EthereumFee({
  gas,
  facts,
  each = false,
}: {
  gas: bigint;
  facts: EthereumFacts | undefined;
  /** For each transfer that is shown. */
  each?: boolean;
}) {
  if (!facts) return null;
  return (
    <span className="text-xs text-ink-2">
      {words.ethereumFee} <Amount wei={gas * facts.gasPriceWei} unit="ETH" />
      {each && ` ${words.eachTransfer}`}
    </span>
  );
}
