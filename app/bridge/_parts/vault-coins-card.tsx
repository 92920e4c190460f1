import { useVaultCoins } from '../../../lib/react/bridge/use-vault-coins.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { links } from '../../../lib/ui/links.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { VaultCoinRow } from './vault-coin-row.tsx';

const words = bridgeMessages.coins;

/** The account's coins in the Vault, each with its way out. */
export function VaultCoinsCard({ situation }: { situation: BridgeSituation }) {
  const { account, bridge, facts } = situation;
  const coins = useVaultCoins(account, `${bridge?.height} ${facts?.head}`);
  if (!coins || coins.length === 0) return null;
  return (
    <Card
      flush
      title={words.title}
      aside={<span className="text-xs max-desk:hidden">{words.aside}</span>}
      className="mt-10"
    >
      <ul>
        {coins.map((coin) => (
          <VaultCoinRow key={`${coin.slot}`} coin={coin} situation={situation} />
        ))}
      </ul>
      <p className="border-t border-hairline px-6 py-3 text-sm text-ink-2 max-desk:px-4">
        {words.keepFile}{' '}
        <a href={links.rescue} className="link">
          {words.rescue}
        </a>
      </p>
    </Card>
  );
}
